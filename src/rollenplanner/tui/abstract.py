"""Widgets whose classes say what their subclasses owe."""

from __future__ import annotations

from abc import ABCMeta

from textual.message_pump import _MessagePumpMeta


class AbstractWidgetMeta(_MessagePumpMeta, ABCMeta):
    """For abstract widgets: Textual has a metaclass of its own, which has to be in it too."""
