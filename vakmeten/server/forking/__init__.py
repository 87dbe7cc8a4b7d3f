"""Kernels forked from one warm parent, which has imported everything once for all of them.

`warm` is the parent seen from the server, `parent` the parent itself, `child` what a forked process
does to become a kernel, `provisioner` what jupyter_client starts and stops kernels with.
"""
