"""Names that only annotations use: to the type checker those of `typing`, which takes a fiftieth of a short run to load."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any, BinaryIO, Final, Literal, NoReturn, TextIO
else:

    class Any:
        """Stands for each of them where a name for a type is made of one."""

        def __class_getitem__(cls, of):
            return cls

    IO = BinaryIO = Final = Literal = NoReturn = TextIO = Any

__all__ = ["IO", "TYPE_CHECKING", "Any", "BinaryIO", "Final", "Literal", "NoReturn", "TextIO"]
