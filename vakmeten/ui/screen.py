"""The one generic widget: a model's traits go to a Vuetify template, its actions come back.

What the browser sends is a wish. It can set only the traits that the model tagged as input, and
start only the methods that are marked as actions; every other message is dropped.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import traitlets
from ipyvue import VueTemplate
from ipyvue.ForceLoad import force_load_instance
from ipywidgets import Widget, widget_serialization

from vakmeten.settings import read_visitor
from vakmeten.ui.actions import find_action, guard
from vakmeten.ui.messages import WellFormedOnly, fits, is_plain, whole_characters


class ScreenModel(traitlets.HasTraits):
    """What a screen shows and what can be done on it. Knows no widget.

    Every trait holds JSON. One tagged `invoer=True` may be set by the browser; one tagged
    `intern=True` is for another widget and is not sent with the screen.
    """

    melding = traitlets.Dict().tag(uitleg="the last message: soort, tekst, veld; {} for none")

    def state(self) -> dict[str, Any]:
        """Everything the screen shows, by trait."""
        return {name: getattr(self, name) for name in type(self).shown()}

    @classmethod
    def shown(cls) -> list[str]:
        """The names of the traits that the browser sees."""
        return [
            name
            for name in cls.class_trait_names()
            if name not in cls.class_trait_names(intern=True)
        ]

    @classmethod
    def inputs(cls) -> frozenset[str]:
        """The names of the traits that the browser may set."""
        return frozenset(cls.class_trait_names(invoer=True))

    def accept(self, name: str, value: Any) -> bool:
        """Whether an input may be taken over now; a model refuses what comes too late.

        Never another kind of value than the one that is there.
        """
        return isinstance(value, type(getattr(self, name)))


class Screen(WellFormedOnly, VueTemplate):
    """One screen in the browser. Made by `show`, which adds the traits of its model.

    In the browser it is ipyvuetify's VuetifyTemplate. Named here and not inherited: whoever imports
    ipyvuetify makes its hundreds of widget classes too, 5 MB and 0.1 s of each kernel.
    """

    _model_name = traitlets.Unicode("VuetifyTemplateModel").tag(sync=True)
    _view_name = traitlets.Unicode("VuetifyView").tag(sync=True)
    _model_module = traitlets.Unicode("jupyter-vuetify").tag(sync=True)
    _view_module = traitlets.Unicode("jupyter-vuetify").tag(sync=True)
    _model_module_version = traitlets.Unicode(version("ipyvuetify")).tag(sync=True)
    _view_module_version = traitlets.Unicode(version("ipyvuetify")).tag(sync=True)
    # For the page of our own server: which of its compiled screens this is, and its inputs.
    _naam = traitlets.Unicode().tag(sync=True)
    _invoer = traitlets.List().tag(sync=True)

    model: ScreenModel

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take over only inputs; anything else the browser sets is dropped."""
        with self.hold_sync():
            self._take(sync_data)

    def _take(self, wishes: dict[str, Any]) -> bool:
        """Take over the inputs; False if one of them was refused."""
        names = type(self.model).inputs() & wishes.keys()
        asked = {name: whole_characters(wishes[name]) for name in names if is_plain(wishes[name])}
        kept = {name: value for name, value in asked.items() if self.model.accept(name, value)}

        def take() -> None:
            for name, value in kept.items():
                setattr(self.model, name, value)

        # It need not go back: by then the person has typed on, and would lose those letters.
        with self._lock_property(**kept):
            self._say(guard(take))
        return len(kept) == len(names)

    def _handle_event(self, _: object, content: Any, buffers: object) -> None:
        """Start an action. The stock handler would also make any widget of any module."""
        wish = content.get("data") if isinstance(content, dict) else None
        if not isinstance(wish, dict) or content.get("event") != "act":
            return
        found = find_action(self.model, wish.get("doe"))
        met = wish.get("met") or {}
        if found is None or not isinstance(met, dict) or not fits(found, met):
            return
        # The last key strokes can still be under way: an action brings the inputs along.
        invoer = wish.get("invoer")
        # One message for all that changes, so that no template sees a half-changed state.
        with self.hold_sync():
            took = self._take(invoer if isinstance(invoer, dict) else {})
            if took or not getattr(found, "is_form_action", False):
                self._say(guard(lambda: found(**met)))

    def _say(self, melding: dict[str, Any]) -> None:
        if melding:
            self.model.melding = melding

    def vue_act(self, wish: dict[str, Any]) -> None:
        """Only here so that the template has a method `act`."""


@cache
def _screen_class(model_class: type[ScreenModel], parts: tuple[str, ...]) -> type[Screen]:
    traits = {name: traitlets.Any().tag(sync=True) for name in model_class.shown()}
    widgets = {
        name: traitlets.Instance(Widget, allow_none=True).tag(sync=True, **widget_serialization)
        for name in parts
    }
    return type(f"{model_class.__name__}Screen", (Screen,), {**traits, **widgets})


def show(model: ScreenModel, folder: Path, **widgets: Widget | None) -> Screen:
    """The screen of a model, with `screen.vue`, `thema.css` and the other .vue files of its folder.

    Parts that screens of one workbook share lie beside them, in `delen`. Only `screen.vue` can name
    a part; it puts one part in another through a slot.
    widgets: other widgets that the template names in <jupyter-widget :widget="...">.
    """
    cls = _screen_class(type(model), tuple(sorted(widgets)))
    source = {"template": ""} if read_visitor() else _source(folder)
    screen = cls(
        _naam="/".join(folder.parts[-2:]), _invoer=sorted(model.inputs()), **source,
        **model.state(), **widgets,
    )  # fmt: skip
    screen.model = model

    def mirror(change: Any) -> None:
        setattr(screen, change["name"], change["new"])

    model.observe(mirror, model.shown())
    return screen


def _source(folder: Path) -> dict[str, Any]:
    """What a page needs that has not compiled our templates: any but that of our own server."""
    components = {
        path.stem: path.read_text(encoding="utf-8")
        for path in (*sorted(folder.glob("*.vue")), *sorted(folder.parent.glob("delen/*.vue")))
        if path.stem != "screen"
    }
    template, style = (folder / "screen.vue").read_text(encoding="utf-8"), folder / "thema.css"
    if style.exists():
        template += f"\n<style>\n{style.read_text(encoding='utf-8')}</style>\n"
    return {"template": template, "components": components}


def close(screen: Screen) -> None:
    """Close a screen with all widgets that were made for it: a page stays open for hours."""
    screen.model.unobserve_all()
    _close(screen)


def _close(widget: Widget) -> None:
    parts = [getattr(widget, name) for name in widget.keys]
    widget.close()
    for part in parts:
        if isinstance(part, Widget) and part is not force_load_instance:
            _close(part)
