"""What stands round every workbook: the bar, who is signed in, and the screen in it."""
