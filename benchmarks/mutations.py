"""Small ways to break a module, one at a time: what `mutants` tries."""

import ast
import copy

SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
# What is added to a whole number; and what any other is multiplied by.
BOTH_WAYS = (1, -1)
SCALES = (1.25, 0.8)
# At most so many ways there are for one node.
WAYS = 4


# Names of what helps programmers or spares time and never changes what comes out: nothing could notice.
GUARDS = {"strict", "frozen", "slots", "kw_only", "repr", "cache", "lru_cache"}
# What cannot be changed.
LEFT = (ast.Name, ast.expr_context, ast.operator, ast.arg, ast.arguments, ast.Attribute, ast.alias, ast.cmpop)


def places(tree: ast.Module) -> list[tuple[int, int]]:
    """Return where a module may be changed: the number of a node, and that of a way to change it."""
    left = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, LEFT) or (isinstance(node, ast.keyword) and node.arg in GUARDS)
        for part in (ast.walk(node) if isinstance(node, ast.keyword) else (node,))
    }
    nodes = enumerate(ast.walk(tree))
    return [(number, way) for number, node in nodes if id(node) not in left for way in range(WAYS)]


def changed(tree: ast.Module, number: int, way: int) -> str:
    """Return the module with one change, as ast writes it; "" where there is none of that number."""
    copied = copy.deepcopy(tree)
    node = list(ast.walk(copied))[number]
    return ast.unparse(ast.fix_missing_locations(copied)) if _change(node, way, copied) else ""


def _change(node: ast.AST, way: int, tree: ast.Module) -> bool:  # noqa: C901, PLR0912  a case a line
    """Change one node in one of the ways that there are for it; False when there is none of that number."""
    match node:
        case ast.Compare(ops=[op, *_]) if way == 0 and type(op) in SWAPPED:
            node.ops[0] = SWAPPED[type(op)]()
        case ast.BoolOp() if way == 0:
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.BoolOp() if way == 1:
            node.values.pop()
            if len(node.values) == 1:
                node.values.append(node.values[0])
        case ast.BinOp(op=ast.Add() | ast.Sub()) if way == 0:
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        case ast.BinOp(op=ast.Mult() | ast.Div()) if way == 0:
            node.op = ast.Div() if isinstance(node.op, ast.Mult) else ast.Mult()
        case ast.Constant(value=bool(truth)):
            node.value = not truth
            return way == 0
        case ast.Constant(value=int(number)) if way < len(BOTH_WAYS):
            node.value = number + BOTH_WAYS[way]
        case ast.Constant(value=float(number)) if way < len(BOTH_WAYS):
            node.value = number * SCALES[way]
        case ast.UnaryOp(op=ast.USub(), operand=operand) if way == 0 and not isinstance(
            operand, ast.Constant
        ):
            node.op = ast.UAdd()
        case ast.If() | ast.IfExp() | ast.While() if way == 0:
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.With() | ast.AsyncWith() if way == 0 and all(
            one.optional_vars is None for one in node.items
        ):
            node.items = [ast.withitem(ast.parse("__import__('contextlib').nullcontext()", mode="eval").body)]
            if isinstance(node, ast.AsyncWith):
                return False
        case ast.Call(keywords=[*keywords]) if way < len(keywords) and keywords[way].arg not in GUARDS:
            del keywords[way]
            node.keywords = keywords
        case ast.FunctionDef() | ast.AsyncFunctionDef() if way == 0 and node.decorator_list:
            names = {one.id for one in ast.walk(node.decorator_list.pop()) if isinstance(one, ast.Name)}
            if names & GUARDS:
                return False
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.AugAssign() | ast.Raise() if way == 0:
            return _drop(node, tree)
        case ast.Return(value=ast.expr()) if way == 0:
            node.value = ast.Constant(None)
        case _:
            return False
    return True


def _drop(node: ast.AST, tree: ast.Module) -> bool:
    """Put `pass` in a statement's place."""
    for parent in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(parent, field, None)
            if isinstance(block, list) and node in block:
                block[block.index(node)] = ast.Pass()
                return True
    return False
