"""Reports on a terminal or in a file: tables without frames, glyphs first, colour second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from rollenplanner.domain.text import Text, Translator, text
from rollenplanner.reports.table import Block, Cell, Item, Lines, Mark, Table

#: From so many columns on, a table shows the columns that it can do without.
WIDE = 100
#: A column of words is never squeezed below so many columns, if it has that many.
LEAST_WORDS = 16
#: A table of more rows than this is written row by row where nothing in it has to break: a table of
#: rich takes a millisecond per row.
MANY = 200
#: Columns between the columns of a table.
_APART = 2
_GLYPHS = {Mark.GOOD: "✓", Mark.ATTENTION: "!", Mark.BAD: "✗", Mark.TAKEOVER: "→", Mark.NOTICE: "·"}
_PLAIN_GLYPHS = {
    Mark.GOOD: "+",
    Mark.ATTENTION: "!",
    Mark.BAD: "x",
    Mark.TAKEOVER: ">",
    Mark.NOTICE: "-",
}
_STYLES = {
    Mark.GOOD: "green",
    Mark.ATTENTION: "yellow",
    Mark.BAD: "bold red",
    Mark.TAKEOVER: "cyan",
    Mark.NOTICE: "dim",
}


def draw(blocks: Iterable[Block], tr: Translator, console: Console) -> RenderableType:
    """All blocks below each other, fitted to the width of the console.

    Args:
        blocks: What to draw.
        tr: Language.
        console: Where it will be shown: its width and its characters count.
    """
    artist = _Artist(tr, console.width, plain=_only_ascii(console))
    return Group(*(part for block in blocks for part in (*artist.block(block), RichText())))


def _only_ascii(console: Console) -> bool:
    try:
        "".join(_GLYPHS.values()).encode(console.encoding)
    except UnicodeEncodeError:
        return True
    return False


class _Artist:
    """Turns blocks into what rich prints; every text becomes `RichText`, so nothing is markup."""

    def __init__(self, tr: Translator, width: int, *, plain: bool) -> None:
        self._tr = tr
        self._width = width
        self._wide = width >= WIDE
        self._glyphs = _PLAIN_GLYPHS if plain else _GLYPHS

    def block(self, block: Block) -> Iterable[RenderableType]:
        if isinstance(block, Lines):
            return self._lines(block)
        return self._table(block)

    def _lines(self, block: Lines) -> Iterator[RenderableType]:
        if block.title is not None:
            yield self._title(block.title)
        for item in block.lines:
            if item.mark is None:
                yield _indented(self._words(item))
            else:
                yield _hanging(self._glyph(item.mark), self._words(item))

    def _table(self, block: Table) -> Iterator[RenderableType]:
        yield self._title(block.title)
        if not block.rows:
            if block.empty is not None:
                yield RichText(self._tr.render(block.empty))
            return
        yield from self._drawn(block)
        for remark in (*block.remarks, *self._left_out(block)):
            yield RichText(self._tr.render(remark), style="dim")

    def _left_out(self, block: Table) -> tuple[Text, ...]:
        """Which columns there is no room for, where a table tells."""
        heads = tuple(column.head for column in block.columns if column.wide)
        if self._wide or not heads or not block.tells_left_out:
            return ()
        return (text("Left out for want of room: {columns}.", columns=heads),)

    def _drawn(self, block: Table) -> Iterator[RenderableType]:
        drawn = RichTable(
            box=None,
            pad_edge=False,
            padding=(0, _APART, 0, 0),
            show_header=any(column.head for column in block.columns),
            show_footer=block.total is not None,
        )
        total = block.total or ("",) * len(block.columns)
        shown = [i for i, column in enumerate(block.columns) if self._wide or not column.wide]
        cells = [[self._cell(row[i]) for i in shown] for row in block.rows]
        heads = [RichText(self._tr.render(block.columns[i].head)) for i in shown]
        feet = [self._cell(total[i]) for i in shown]
        columns = [[row[place] for row in cells] for place in range(len(shown))]
        least = _least_widths(
            [block.columns[i].align == "right" for i in shown],
            heads,
            [[*column, foot] for column, foot in zip(columns, feet, strict=True)],
            self._width,
        )
        right = [block.columns[i].align == "right" for i in shown]
        if len(cells) > MANY and block.total is None and drawn.show_header:
            rows = _straight([heads, *cells], right, self._width)
            if rows is not None:
                yield from rows
                return
        whole = [
            _widest([head, *column, foot])
            for head, column, foot in zip(heads, columns, feet, strict=True)
        ]
        fitted = _fitted(least, whole, self._width)
        for i, head, foot, low, high in zip(shown, heads, feet, least, fitted, strict=True):
            drawn.add_column(
                head,
                footer=foot,
                justify=block.columns[i].align,
                overflow="fold",
                header_style="bold",
                footer_style="bold",
                min_width=low,
                max_width=high,
            )
        for row in cells:
            drawn.add_row(*row)
        yield drawn

    def _title(self, title: Text) -> RichText:
        return RichText(self._tr.render(title), style="bold underline")

    def _cell(self, cell: Cell) -> RichText:
        items: Sequence[Item]
        if isinstance(cell, tuple):
            items = cell
        else:
            items = (cell if isinstance(cell, Item) else Item(cell),)
        return RichText("\n").join([self._item(item) for item in items])

    def _item(self, item: Item) -> RichText:
        if item.mark is None:
            return self._words(item)
        return RichText.assemble(self._glyph(item.mark), " ", self._words(item))

    def _glyph(self, mark: Mark | None) -> RichText:
        return RichText() if mark is None else RichText(self._glyphs[mark], style=_STYLES[mark])

    def _words(self, item: Item) -> RichText:
        content = item.content
        shown = self._tr.number(content) if isinstance(content, Decimal) else content
        return RichText(self._tr.render(shown))


def _straight(
    rows: Sequence[Sequence[RichText]], right: Sequence[bool], width: int
) -> Iterator[RichText] | None:
    """The rows, heads first, as lines; None where a cell would have to break."""
    widths = [max(cell.cell_len for cell in column) for column in zip(*rows, strict=True)]
    if sum(widths) + _APART * (len(widths) - 1) > width:
        return None
    if any("\n" in cell.plain for row in rows for cell in row):
        return None
    for head in rows[0]:
        head.stylize("bold")
    return (_line(row, widths, right) for row in rows)


def _line(row: Sequence[RichText], widths: Sequence[int], right: Sequence[bool]) -> RichText:
    line = RichText(no_wrap=True)
    for place, (cell, width, to_right) in enumerate(zip(row, widths, right, strict=True)):
        spaces = " " * (width - cell.cell_len)
        line.append(" " * _APART if place else "")
        line.append(spaces if to_right else "")
        line.append_text(cell)
        line.append("" if to_right else spaces)
    return line


def _least_widths(
    figures: Sequence[bool],
    heads: Sequence[RichText],
    columns: Sequence[Sequence[RichText]],
    width: int,
) -> list[int]:
    """Least width of every column: figures never break, and words nowhere but at spaces.

    Where the screen is too narrow for that, words of more than `LEAST_WORDS` letters and heads may
    break anywhere.
    """
    whole = [
        max(_widest(cells) if is_figure else _longest_word(cells), _longest_word([head]))
        for is_figure, head, cells in zip(figures, heads, columns, strict=True)
    ]
    if sum(whole) + _APART * (len(whole) - 1) <= width:
        return whole
    return [
        _widest(cells) if is_figure else min(_widest(cells), LEAST_WORDS)
        for is_figure, cells in zip(figures, columns, strict=True)
    ]


def _fitted(least: Sequence[int], whole: Sequence[int], width: int) -> list[int | None]:
    """Most columns of each column, where squeezing the widest first would squeeze one too far.

    rich makes the widest ones narrower without a look at what each needs at least, and then cuts
    off what does not fit on the screen. None leaves a column to rich.
    """
    room = width - _APART * (len(whole) - 1)
    fitted, squeezed = list(whole), False
    while sum(fitted) > room:
        spare = [i for i, size in enumerate(fitted) if size > least[i]]
        if not spare:
            break
        widest = max(spare, key=fitted.__getitem__)
        squeezed = squeezed or fitted[widest] < max(fitted)
        fitted[widest] -= 1
    return list(fitted) if squeezed else [None] * len(whole)


def _longest_word(cells: Iterable[RichText]) -> int:
    """Columns of the longest word in any of the cells."""
    words = (word for cell in cells for word in cell.plain.split())
    return max(map(cell_len, words), default=0)


def _widest(cells: Iterable[RichText]) -> int:
    """Columns of the longest line in any of the cells."""
    return max((line.cell_len for cell in cells for line in cell.split()), default=0)


def _indented(words: RichText) -> RenderableType:
    """Words that keep the spaces they begin with where they wrap."""
    spaces = len(words.plain) - len(words.plain.lstrip(" "))
    return Padding(words[spaces:], (0, 0, 0, spaces)) if spaces else words


def _hanging(glyph: RichText, words: RichText) -> RenderableType:
    """A glyph, and words that keep clear of it where they wrap."""
    line = RichTable.grid(padding=(0, 1, 0, 0))
    line.add_row(glyph, words)
    return line
