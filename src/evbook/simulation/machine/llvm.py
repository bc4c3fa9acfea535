"""From the text of an LLVM module to functions that can be called, by the LLVM that comes with Numba."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache

from evbook.simulation.machine.language import LIBRARY


@cache
def _machine():
    """LLVM for this processor.  Raises ImportError without Numba."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    features = llvm.get_host_cpu_features().flatten()
    target = llvm.Target.from_default_triple()
    machine = target.create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=features, opt=2, jit=True, reloc="pic", codemodel="jitdefault"
    )
    return llvm, machine


@cache
def stamp() -> str:
    """What machine code depends on beside its text: the processor and the version of LLVM."""
    import llvmlite
    import llvmlite.binding as llvm

    features = llvm.get_host_cpu_features().flatten()
    return f"{llvmlite.__version__} {llvm.get_default_triple()} {llvm.get_host_cpu_name()} {features}"


def assemble(text: str) -> bytes:
    """Return the text of an LLVM module as an object file for this processor."""
    llvm, machine = _machine()
    module = llvm.parse_assembly(text)
    module.triple, module.data_layout = machine.triple, str(machine.target_data)
    module.verify()
    options = llvm.create_pipeline_tuning_options(speed_level=2)
    builder = llvm.create_pass_builder(machine, options)
    builder.getModulePassManager().run(module, builder)
    return machine.emit_object(module)


#: Engines own the code that they loaded: as long as one is here, its addresses are good.
_ENGINES: list = []


def load(data: bytes, name: str) -> int:
    """Return the address of a function of an object file.  Raises OSError where it cannot be loaded."""
    llvm, _ = _machine()
    _offer_library(llvm)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _fresh_machine(llvm))
    try:
        engine.add_object_file(llvm.ObjectFileRef.from_data(data))
    except RuntimeError as error:
        raise OSError(str(error)) from None
    engine.finalize_object()
    _ENGINES.append(engine)
    if not (address := engine.get_function_address(name)):
        raise OSError(f"there is no {name}")
    return address


def _fresh_machine(llvm):
    """An engine takes the machine that it is given for itself."""
    target = llvm.Target.from_default_triple()
    return target.create_target_machine(cpu=llvm.get_host_cpu_name(), opt=2, jit=True)


@cache
def _offer_library(llvm) -> None:
    """Tell LLVM where the functions of the C library stand.  Raises OSError where one is missing."""
    places = [ctypes.CDLL(None)]
    for name in ("libm.so.6", "libSystem.dylib"):
        try:
            places.append(ctypes.CDLL(name))
        except OSError:
            continue
    for name in (*LIBRARY, "memset", "memcpy", "memmove"):
        found = next((getattr(place, name) for place in places if hasattr(place, name)), None)
        if found is None:
            raise OSError(f"the C library has no {name}")
        llvm.add_symbol(name, ctypes.cast(found, ctypes.c_void_p).value)


def function(address: int, *arguments, returns=None) -> Callable:
    """The function at an address, which does not hold Python's lock while it runs."""
    return ctypes.CFUNCTYPE(returns, *arguments)(address)
