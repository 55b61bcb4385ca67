// A Modbus TCP server on the npm package modbus-serial. Arguments: port (0: any), file with the tables. Prints READY PORT once it listens.
const fs = require('fs');
const ModbusRTU = require('modbus-serial');

const units = JSON.parse(fs.readFileSync(process.argv[3], 'utf8'));

function entry(table, address, unit, done) {
  const value = ((units[unit] || {})[table] || {})[address];
  if (value === undefined) {
    done({modbusErrorCode: 2, msg: 'no such address'});
  } else {
    done(null, value);
  }
}

const vector = {
  getInputRegister: (address, unit, done) => entry('input', address, unit, done),
  getHoldingRegister: (address, unit, done) => entry('holding', address, unit, done),
  getDiscreteInput: (address, unit, done) => entry('discrete', address, unit, done),
  getCoil: (address, unit, done) => entry('coil', address, unit, done),
};

const server = new ModbusRTU.ServerTCP(vector, {host: '127.0.0.1', port: Number(process.argv[2]), unitID: 255});
server.on('initialized', () => console.log('READY ' + server._server.address().port));
server.on('serverError', (error) => { console.error(error); process.exit(1); });
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
