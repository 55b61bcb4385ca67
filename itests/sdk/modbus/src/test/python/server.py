"""A Modbus TCP server on pymodbus 3 (Debian's python3-pymodbus). Arguments: port, file with the tables. Prints READY PORT once it listens."""
import asyncio
import json
import sys

from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.server import ModbusTcpServer


def block(table):
    # the context adds one to every address
    return ModbusSparseDataBlock({int(address) + 1: value for address, value in table.items()} or {65535: 0})


async def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        units = json.load(file)
    slaves = {
        int(unit): ModbusSlaveContext(
            co=block(tables.get("coil", {})), di=block(tables.get("discrete", {})),
            hr=block(tables.get("holding", {})), ir=block(tables.get("input", {})))
        for unit, tables in units.items()
    }
    server = ModbusTcpServer(ModbusServerContext(slaves=slaves, single=False), address=("127.0.0.1", int(sys.argv[1])))
    await server.listen()
    print("READY", server.transport.sockets[0].getsockname()[1], flush=True)
    # ends with whoever started it
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
