"""Code as untrusted input: one file before and after, given from memory, and what the facts make of the two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reviewlint.change.model import Comparison, Description, Entry, FileChange, Side

LIMIT = b"\x1e"  # between the two sides of an input; its first byte chooses the language
SIDES: Mapping[str, tuple[str, str]] = {
    "py": (
        "class Cart(Base):\n    @cached\n    def total(self, rate: float = 0.2) -> int:\n"
        "        return self.net * (1 + rate)\n",
        "class Cart(Base):\n    @cached\n    def total(self, rate=0.3):\n        if not rate:\n"
        "            raise ValueError(f'{rate}')\n"
        "        return self.net * (1 + rate)\n",
    ),
    "ts": (
        "export const all = async (n: number): Promise<string[]> => { return [`${n}/x`, 'b'] }\n",
        "export function all(n: number) { const x = n ?? 1; return x ? [`${x}/x`] : [] }\n",
    ),
    "tsx": (
        "const A = ({ b }) => <p className='a'>{b && <B c={1} />}</p>\n",
        "const A = ({ b, d }) => <div>{d}</div>\n",
    ),
    "go": (
        "package a\n\nfunc (c *Cart) Total(n int) (int, error) {\n\treturn c.net * n, nil\n}\n",
        "package a\n\nfunc (c *Cart) Total(n int) (int, error) {\n\tif n == 0 {\n"
        "\t\treturn 0, err\n\t}\n\treturn c.net, nil\n}\n",
    ),
    "java": (
        "@Named\nclass Cart extends Base<A> {\n  List<String> all(int n) { return new ArrayList<String>(); }\n}\n",
        "record Cart(int n) {\n  @Override List<String> all(int n) { return new ArrayList<>(n, 2); }\n}\n",
    ),
    "kt": (
        "class Cart(val n: Int) : Base\nfun f() = listOf<Int>(1)\n",
        "class Cart : Base<Int>\nfun f() { return listOf(2) }\n",
    ),
    "cs": (
        "class Cart { readonly int n; Cart(int n) { this.n = n; } int F() { return n; } }\n",
        "class Cart(int n) { int F() => n; }\n",
    ),
    "rb": (
        "class Cart < Base\n  def big?(n)\n    n > 1 if n\n  end\nend\n",
        "class Cart\n  def big? = @n&.size\nend\n",
    ),
    "rs": (
        "impl Cart { pub fn f<T: A>(&self, n: u8) -> Option<u8> { Some(n.parse::<u8>()?) } }\n",
        "impl Cart { fn f(&self) -> Result<u8> { match self.n { 1 => Ok(1), _ => todo!() } } }\n",
    ),
    "php": (
        "<?php class Cart { #[A] private int $n; function __construct($n) { $this->n = $n; } }\n",
        "<?php class Cart { function __construct(private int $n) {} static function f() { return self::$n ?: []; } }\n",
    ),
    "scala": (
        "class A(n: Int) extends B with C { def f = for (a <- n; b <- a) yield b }\n",
        "class A extends B & C { def f = 1 }\n",
    ),
}


class Pair:
    """A change of one file of which both texts are at hand."""

    base = head = event = git_dir = None
    comparison, description = Comparison("fuzz"), Description("none")
    notes: tuple[str, ...] = ()

    def __init__(self, path: str, before: str, after: str) -> None:
        self._texts: dict[Side, str] = {"base": before, "head": after}
        self.files = (FileChange(path, None, "modified", "", ""),)

    def text(self, file: FileChange, side: Side) -> str | None:
        """One of the two."""
        return self._texts[side]

    def unreadable(self, file: FileChange, side: Side) -> str | None:
        """Nothing is."""
        return None

    def added_lines(self, file: FileChange) -> frozenset[int]:
        """All of them."""
        return frozenset(range(1, self._texts["head"].count("\n") + 2))

    def counts(self, file: FileChange) -> tuple[int, int]:
        """As many as there are lines."""
        return self._texts["head"].count("\n"), self._texts["base"].count("\n")

    def tree(self, side: Side) -> Mapping[str, Entry]:
        """The one file."""
        return {file.path: Entry("", file.new_mode) for file in self.files}

    def read(self, side: Side, paths: Iterable[str]) -> Mapping[str, str]:
        """The text of the one file, if it is asked for."""
        return {path: self._texts[side] for path in paths if path == self.files[0].path}

    def blobs(self, oids: Iterable[str]) -> Iterable[tuple[str, bytes]]:
        """None."""
        return ()

    def undoes(self, commit: str) -> bool:
        """It does not."""
        return False

    def around(self, commit: str, paths: Iterable[str]) -> Mapping[str, tuple[str, str]]:
        """There is no past."""
        return {}

    def close(self) -> None:
        """There is nothing to end."""


def units(data: bytes) -> None:
    """What changed its behaviour between two texts of a language, and the leftovers and ways out that came."""
    from reviewlint.facts.facts import Facts

    ending = list(SIDES)[data[0] % len(SIDES) if data else 0]
    before, _, after = data[1:].partition(LIMIT)
    facts = Facts(
        Pair(f"src/a.{ending}", before.decode("utf-8", "replace"), after.decode("utf-8", "replace"))
    )
    _ = facts.changed_units, facts.endpoints, facts.complexity, facts.resilience


def seeds() -> tuple[bytes, ...]:
    """One pair a language."""
    pairs = enumerate(SIDES.values())
    return tuple(
        bytes([number]) + before.encode() + LIMIT + after.encode() for number, (before, after) in pairs
    )
