"""From Python text on plain numbers to machine code, by LLVM (which comes with Numba, the extra ``fast``).

The text is a small part of Python: functions whose arguments are annotated ``int``, ``float``, ``bool``, ``Floats`` and
``Ints`` (pointers to numbers), assignments, ``if``, ``while``, ``for … in range``, arithmetic, comparisons, ``min``,
``max``, ``abs`` and functions of the C library.
So the same text runs as plain Python, which the tests hold it against.
Numba could compile the same text, and does so for lattices, whose loops work on arrays.  For runs in time we keep this
small translator beside it, as measured on one machine: Numba takes 12 s of processor time for the integrator (this
1.4 s), 0.3 to 0.8 s for a model (0.1 s), is imported in 0.2 s, and its runs take 1.9 to 2.3 times as long, for it looks
whether an index counts from the end.  What is kept here is loaded in a few milliseconds.  The price is this folder's
modules ``language``, ``translation`` and ``llvm``, some 500 lines, whose meaning is Python's own: a test runs the
same text as plain Python and finds the same bits.

Arithmetic is that of IEEE 754 in the order written, except that what Python refuses is infinite or not a number:
division by zero, overflow, the root of a negative number.
"""

from __future__ import annotations

import ast
import math
import struct

#: Types of the text and of LLVM.
_TYPES = {"int": "i64", "float": "double", "bool": "i1", "Floats": "ptr", "Ints": "ptr", "None": "void"}
_COMPARED = {ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne"}
_ARITHMETIC = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul"}
#: Functions of the C library that the text may call.
LIBRARY = ("exp", "log", "pow", "tanh", "sin", "cos", "erf", "erfc")


class CannotTranslate(ValueError):
    """The text holds what is not in this part of Python."""


class Function:
    """One function on its way to LLVM: its lines, its local variables, the block that is written."""

    def __init__(self, module, node: ast.FunctionDef):
        self.module, self.node = module, node
        self.lines: list[str] = []
        self.slots: dict[str, str] = {}
        self.arguments: dict[str, tuple[str, str]] = {}
        self.count, self.loops, self.ended = 0, [], False

    def text(self) -> str:
        name = self.node.name
        given, self.returns = self.module.signatures[name]
        assigned = {n.id for n in ast.walk(self.node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        for argument, kind in given:
            if argument in assigned:
                self.slots[argument] = kind
                self.lines.append(f"store {_TYPES[kind]} %a.{argument}, ptr %v.{argument}")
            else:
                self.arguments[argument] = (kind, f"%a.{argument}")
        self.block(self.node.body)
        if not self.ended:
            self.lines.append("ret void" if self.returns == "None" else "unreachable")
        head = ", ".join(f"{_TYPES[kind]} %a.{argument}" for argument, kind in given)
        slots = [f"%v.{slot} = alloca {_TYPES[kind]}" for slot, kind in self.slots.items()]
        body = "\n".join(f"  {line}" if not line.endswith(":") else line for line in ["entry:", *slots, *self.lines])
        linkage = "" if name in self.module.public else "internal "
        return f"define {linkage}{_TYPES[self.returns]} @{name}({head}) {{\n{body}\n}}\n"

    # Lines, values and blocks.

    def fresh(self, stem: str = "t") -> str:
        self.count += 1
        return f"{stem}{self.count}"

    def make(self, line: str) -> str:
        name = "%" + self.fresh()
        self.lines.append(f"{name} = {line}")
        return name

    def jump(self, label: str) -> None:
        if not self.ended:
            self.lines.append(f"br label %{label}")
            self.ended = True

    def begin(self, label: str) -> None:
        self.jump(label)
        self.lines.append(f"{label}:")
        self.ended = False

    def branch(self, test: ast.expr, yes: str, no: str) -> None:
        self.lines.append(f"br i1 {self.truth(test)}, label %{yes}, label %{no}")
        self.ended = True

    def refuse(self, node: ast.AST):
        raise CannotTranslate(f"{self.node.name}: {ast.unparse(node)!r} is not in the part of Python that is compiled")

    def slot(self, name: str, kind: str) -> str:
        if name not in self.slots:
            self.slots[name] = kind
        return f"%v.{name}"

    # Statements.

    def block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            if self.ended:
                return
            getattr(self, "do_" + type(statement).__name__, self.refuse)(statement)

    def do_Pass(self, node):
        pass

    def do_Expr(self, node):
        if not isinstance(node.value, ast.Constant):
            self.value(node.value)

    def do_Assign(self, node):
        (target,) = node.targets
        if isinstance(target, ast.Tuple):
            values = [self.value(v) for v in node.value.elts]
            for part, value in zip(target.elts, values, strict=True):
                self.put(part, value)
        else:
            self.put(target, self.value(node.value))

    def do_AugAssign(self, node):
        self.put(node.target, self.arithmetic(node.op, self.value(_read(node.target)), self.value(node.value), node))

    def put(self, target: ast.expr, value: tuple[str, str]) -> None:
        if isinstance(target, ast.Name):
            place = self.slot(target.id, value[0])
            kind = self.slots[target.id]
        elif isinstance(target, ast.Subscript):
            kind, place = self.place(target)
        else:
            self.refuse(target)
        self.lines.append(f"store {_TYPES[kind]} {self.as_kind(value, kind, target)}, ptr {place}")

    def do_Return(self, node):
        if node.value is None:
            self.lines.append("ret void")
        else:
            value = self.as_kind(self.value(node.value), self.returns, node)
            self.lines.append(f"ret {_TYPES[self.returns]} {value}")
        self.ended = True

    def do_If(self, node):
        yes, no, after = self.fresh("yes"), self.fresh("no"), self.fresh("after")
        self.branch(node.test, yes, no if node.orelse else after)
        self.begin(yes)
        self.block(node.body)
        self.jump(after)
        if node.orelse:
            self.begin(no)
            self.block(node.orelse)
            self.jump(after)
        self.begin(after)

    def do_While(self, node):
        look, body, after = self.fresh("look"), self.fresh("body"), self.fresh("after")
        self.begin(look)
        endless = isinstance(node.test, ast.Constant) and node.test.value is True
        self.jump(body) if endless else self.branch(node.test, body, after)
        self.begin(body)
        self.loops.append((look, after))
        self.block(node.body)
        self.loops.pop()
        self.jump(look)
        leaves = not endless or any(f"label %{after}" in line for line in self.lines)
        if leaves:
            self.begin(after)

    def do_For(self, node):
        bounds = [self.as_kind(self.value(a), "int", a) for a in node.iter.args]
        start, stop = (bounds[0], bounds[1]) if len(bounds) > 1 else ("0", bounds[0])
        by = int(ast.literal_eval(node.iter.args[2])) if len(bounds) > 2 else 1
        turn, name = self.fresh("turn"), node.target.id
        counter = self.slot(turn, "int")
        place = self.slot(name, "int")
        self.lines.append(f"store i64 {start}, ptr {counter}")
        look, body, again, after = (self.fresh(x) for x in ("look", "body", "again", "after"))
        self.begin(look)
        now = self.make(f"load i64, ptr {counter}")
        going = self.make(f"icmp {'slt' if by > 0 else 'sgt'} i64 {now}, {stop}")
        self.lines.append(f"br i1 {going}, label %{body}, label %{after}")
        self.ended = True
        self.begin(body)
        self.lines.append(f"store i64 {now}, ptr {place}")
        self.loops.append((again, after))
        self.block(node.body)
        self.loops.pop()
        self.begin(again)
        later = self.make(f"add i64 {self.make(f'load i64, ptr {counter}')}, {by}")
        self.lines.append(f"store i64 {later}, ptr {counter}")
        self.jump(look)
        self.begin(after)

    def do_Break(self, node):
        self.jump(self.loops[-1][1])

    def do_Continue(self, node):
        self.jump(self.loops[-1][0])

    # Expressions: each gives its kind and the text of its value.

    def value(self, node: ast.expr) -> tuple[str, str]:
        return getattr(self, "of_" + type(node).__name__, self.refuse)(node)

    def as_kind(self, value: tuple[str, str], kind: str, node) -> str:
        if value[0] == kind:
            return value[1]
        if kind == "float" and value[0] == "int":
            return _number(float(value[1])) if value[1].lstrip("-").isdigit() else self.make(
                f"sitofp i64 {value[1]} to double")  # fmt: skip
        if kind == "int" and value[0] == "bool":
            return self.make(f"zext i1 {value[1]} to i64")
        self.refuse(node)

    def truth(self, node: ast.expr) -> str:
        kind, value = self.value(node)
        return value if kind == "bool" else self.make(f"icmp ne i64 {self.as_kind((kind, value), 'int', node)}, 0")

    def of_Constant(self, node):
        return self.constant(node.value, node)

    def constant(self, value, node):
        if isinstance(value, bool):
            return "bool", "true" if value else "false"
        if isinstance(value, int):
            return "int", str(value)
        if isinstance(value, float):
            return "float", _number(value)
        self.refuse(node)

    def of_Name(self, node):
        if node.id in self.arguments:
            return self.arguments[node.id]
        if node.id in self.slots:
            kind = self.slots[node.id]
            return kind, self.make(f"load {_TYPES[kind]}, ptr %v.{node.id}")
        if node.id in self.module.constants:
            return self.constant(self.module.constants[node.id], node)
        self.refuse(node)

    def of_Attribute(self, node):
        return self.constant(getattr(math, node.attr), node)

    def place(self, node: ast.Subscript) -> tuple[str, str]:
        kind, base = self.value(node.value)
        element = {"Floats": "float", "Ints": "int"}[kind]
        at = self.as_kind(self.value(node.slice), "int", node)
        return element, self.make(f"getelementptr {_TYPES[element]}, ptr {base}, i64 {at}")

    def of_Subscript(self, node):
        if isinstance(node.slice, ast.Slice):
            kind, base = self.value(node.value)
            element = {"Floats": "double", "Ints": "i64"}[kind]
            at = self.as_kind(self.value(node.slice.lower), "int", node)
            return kind, self.make(f"getelementptr {element}, ptr {base}, i64 {at}")
        kind, place = self.place(node)
        return kind, self.make(f"load {_TYPES[kind]}, ptr {place}")

    def of_BinOp(self, node):
        return self.arithmetic(node.op, self.value(node.left), self.value(node.right), node)

    def arithmetic(self, op, left, right, node):
        if isinstance(op, ast.Pow):
            a, b = (self.as_kind(x, "float", node) for x in (left, right))
            return "float", self.call_library("pow", [a, b])
        if type(op) in _ARITHMETIC and left[0] == right[0] == "int":
            return "int", self.make(f"{_ARITHMETIC[type(op)]} i64 {left[1]}, {right[1]}")
        if type(op) not in _ARITHMETIC and not isinstance(op, ast.Div):
            self.refuse(node)
        a, b = (self.as_kind(x, "float", node) for x in (left, right))
        return "float", self.make(f"f{_ARITHMETIC.get(type(op), 'div')} double {a}, {b}")

    def of_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            return "bool", self.make(f"xor i1 {self.truth(node.operand)}, true")
        kind, value = self.value(node.operand)
        if isinstance(node.op, ast.USub):
            return kind, self.make(f"fneg double {value}" if kind == "float" else f"sub i64 0, {value}")
        return kind, value

    def compared(self, how: str, left, right, node) -> str:
        if left[0] == right[0] == "int":
            return self.make(f"icmp {'' if how in ('eq', 'ne') else 's'}{how} i64 {left[1]}, {right[1]}")
        a, b = (self.as_kind(x, "float", node) for x in (left, right))
        return self.make(f"fcmp {'u' if how == 'ne' else 'o'}{how} double {a}, {b}")

    def of_Compare(self, node):
        if len(node.ops) > 1:
            self.refuse(node)
        how = _COMPARED[type(node.ops[0])]
        return "bool", self.compared(how, self.value(node.left), self.value(node.comparators[0]), node)

    def of_BoolOp(self, node):
        """``and`` and ``or`` look at the next part only where it decides."""
        kept = self.slot(self.fresh("kept"), "bool")
        after = self.fresh("after")
        for part in node.values[:-1]:
            value, following = self.truth(part), self.fresh("next")
            self.lines.append(f"store i1 {value}, ptr {kept}")
            yes, no = (following, after) if isinstance(node.op, ast.And) else (after, following)
            self.lines.append(f"br i1 {value}, label %{yes}, label %{no}")
            self.ended = True
            self.begin(following)
        self.lines.append(f"store i1 {self.truth(node.values[-1])}, ptr {kept}")
        self.begin(after)
        return "bool", self.make(f"load i1, ptr {kept}")

    def of_IfExp(self, node):
        kinds = {self.kind_of(part) for part in (node.body, node.orelse)}
        kind = "float" if "float" in kinds else kinds.pop()
        yes, no, after = self.fresh("yes"), self.fresh("no"), self.fresh("after")
        kept = self.slot(self.fresh("kept"), kind)
        self.branch(node.test, yes, no)
        for label, part in ((yes, node.body), (no, node.orelse)):
            self.begin(label)
            self.lines.append(f"store {_TYPES[kind]} {self.as_kind(self.value(part), kind, node)}, ptr {kept}")
            self.jump(after)
        self.begin(after)
        return kind, self.make(f"load {_TYPES[kind]}, ptr {kept}")

    def kind_of(self, node: ast.expr) -> str:
        """The kind of an expression, without writing it."""
        written, count, slots, ended = len(self.lines), self.count, dict(self.slots), self.ended
        kind = self.value(node)[0]
        del self.lines[written:]
        self.count, self.slots, self.ended = count, slots, ended
        return kind

    def call_library(self, name: str, arguments: list[str]) -> str:
        self.module.used.add(name)
        return self.make(f"call double @{name}({', '.join(f'double {a}' for a in arguments)})")

    def of_Call(self, node):
        if isinstance(node.func, ast.Attribute):
            arguments = [self.as_kind(self.value(a), "float", a) for a in node.args]
            if node.func.attr == "sqrt":
                self.module.used.add("llvm.sqrt.f64")
                return "float", self.make(f"call double @llvm.sqrt.f64(double {arguments[0]})")
            if node.func.attr not in LIBRARY:
                self.refuse(node)
            return "float", self.call_library(node.func.attr, arguments)
        name, values = node.func.id, [self.value(a) for a in node.args]
        if name == "abs":
            self.module.used.add("llvm.fabs.f64")
            return "float", self.make(f"call double @llvm.fabs.f64(double {self.as_kind(values[0], 'float', node)})")
        if name in ("min", "max"):
            return self.extreme("lt" if name == "min" else "gt", values, node)
        if name == "call_model":
            return self.call_model(values, node)
        if name not in self.module.signatures:
            self.refuse(node)
        given, returns = self.module.signatures[name]
        text = ", ".join(
            f"{_TYPES[kind]} {self.as_kind(value, kind, node)}" for (_, kind), value in zip(given, values, strict=True)
        )
        if returns == "None":
            self.lines.append(f"call void @{name}({text})")
            return "None", ""
        return returns, self.make(f"call {_TYPES[returns]} @{name}({text})")

    def extreme(self, how, values, node):
        best = values[0]
        for other in values[1:]:
            kind = "float" if "float" in (best[0], other[0]) else "int"
            a, b = (self.as_kind(x, kind, node) for x in (best, other))
            better = self.compared(how, (kind, b), (kind, a), node)
            best = kind, self.make(f"select i1 {better}, {_TYPES[kind]} {b}, {_TYPES[kind]} {a}")
        return best

    def call_model(self, values, node):
        """Call the function at an address, with two of its pointers moved on."""
        kinds = ("int", "int", "float", "Floats", "int", "Floats", "Floats", "int")
        f, what, t, y, at_y, p, out, at_out = (self.as_kind(v, k, node) for v, k in zip(values, kinds, strict=True))
        function = self.make(f"inttoptr i64 {f} to ptr")
        y = self.make(f"getelementptr double, ptr {y}, i64 {at_y}")
        out = self.make(f"getelementptr double, ptr {out}, i64 {at_out}")
        self.lines.append(f"call void {function}(i64 {what}, double {t}, ptr {y}, ptr {p}, ptr {out})")
        return "None", ""


def _read(target: ast.expr) -> ast.expr:
    """The same place, to be read."""
    return ast.parse(ast.unparse(target), mode="eval").body


def _number(value: float) -> str:
    return "0x" + struct.pack(">d", value).hex().upper()
