package com.acme.modbus;

import io.sallyport.api.signal.SignalId;
import java.util.Locale;

/**
 * One number of a unit and the signal that it becomes: {@code value = raw × scale + offset}.
 *
 * @param server name of the server
 * @param unitId 0 to 255
 * @param address of its first entry, as it is on the wire: from 0 (a manual's 40001 is holding register 0)
 */
record Point(String server, int unitId, Table table, int address, DataType type, WordOrder order, double scale, double offset, SignalId signal) {
  private static final int LAST = 65_535;

  /**
   * Reads {@code unit-id=1 table=holding address=40 type=float32 asset=pump-1 signal=pressure unit=bar}; optional are {@code server}
   * where there is one only, {@code type} for bits, {@code order} (ABCD), {@code scale} (1), {@code offset} (0), {@code unit} (1).
   *
   * @param onlyServer name of the server that is meant where none is named; empty if one must be named
   * @throws IllegalArgumentException with what is wrong
   */
  static Point parse(String entry, String onlyServer) {
    try {
      Words words = new Words(entry);
      String server = onlyServer.isEmpty() ? words.required("server") : words.optional("server").orElse(onlyServer);
      Table table = words.word("table", Table.class).orElseThrow(() -> new IllegalArgumentException("table= is missing"));
      DataType type = words.word("type", DataType.class).orElse(table.isBits() ? DataType.BOOL : DataType.UINT16);
      if (type.isBit() != table.isBits()) {
        throw new IllegalArgumentException("type=" + type.name().toLowerCase(Locale.ROOT) + " does not go with table="
            + table.name().toLowerCase(Locale.ROOT));
      }
      Point point = new Point(server, words.integer("unit-id", 0, 255, 1), table, words.integer("address", 0, LAST - type.entries() + 1), type,
          words.word("order", WordOrder.class).orElse(WordOrder.ABCD), words.number("scale", 1), words.number("offset", 0),
          new SignalId(words.required("asset"), words.required("signal"), words.optional("unit").orElse("1")));
      if (point.scale == 0) {
        throw new IllegalArgumentException("scale=0 makes every value the same");
      }
      words.end();
      return point;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + entry + "': " + e.getMessage(), e);
    }
  }

  /** The address after its last entry. */
  int end() {
    return address + type.entries();
  }

  /** Its value in a response. @param index entry of the response at which it begins */
  double value(byte[] bytes, int index) {
    return type.decode(bytes, index, order) * scale + offset;
  }

  @Override
  public String toString() {
    return server + " unit " + unitId + " " + table.name().toLowerCase(Locale.ROOT) + " " + address + " (" + signal + ")";
  }
}
