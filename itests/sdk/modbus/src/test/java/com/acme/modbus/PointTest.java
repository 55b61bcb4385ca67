package com.acme.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.signal.SignalId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointTest {
  @Test
  void allWords() {
    assertEquals(new Point("plc", 7, Table.INPUT, 40, DataType.INT32, WordOrder.CDAB, 0.1, -40, new SignalId("pump-1", "temperature", "Cel")),
        Point.parse("server=plc unit-id=7 table=input address=40 type=int32 order=cdab scale=0.1 offset=-40 asset=pump-1 signal=temperature unit=Cel", ""));
  }

  @Test
  void whatMayBeLeftOut() {
    assertEquals(new Point("plc", 1, Table.COIL, 0, DataType.BOOL, WordOrder.ABCD, 1, 0, new SignalId("pump-1", "on", "1")),
        Point.parse("table=coil address=0 asset=pump-1 signal=on", "plc"));
  }

  @Test
  void scaleAndOffset() {
    assertEquals(-39.9, Point.parse("table=holding address=0 scale=0.1 offset=-40 asset=a signal=s", "plc").value(new byte[] {0, 1}, 0), 1e-12);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      table=holding address=0 asset=a signal=s server=                     | 'server=' is not KEY=VALUE
      table=holding address=0 asset=a signal=s oops                        | 'oops' is not KEY=VALUE
      table=holding address=0 address=1 asset=a signal=s                   | 'address' is given twice
      table=holding asset=a signal=s                                       | address= is missing
      address=0 asset=a signal=s                                           | table= is missing
      table=holding address=0 signal=s                                     | asset= is missing
      table=holding address=0 asset=a                                      | signal= is missing
      table=register address=0 asset=a signal=s                            | table=register is none of coil, discrete, holding, input
      table=holding address=65536 asset=a signal=s                         | address=65536 is not a whole number from 0 to 65535
      table=holding address=65535 type=float32 asset=a signal=s            | address=65535 is not a whole number from 0 to 65534
      table=holding address=4x asset=a signal=s                            | address=4x is not a whole number from 0 to 65535
      table=holding unit-id=256 address=0 asset=a signal=s                 | unit-id=256 is not a whole number from 0 to 255
      table=coil type=int16 address=0 asset=a signal=s                     | type=int16 does not go with table=coil
      table=holding type=bool address=0 asset=a signal=s                   | type=bool does not go with table=holding
      table=holding order=big address=0 asset=a signal=s                   | order=big is none of abcd, cdab, badc, dcba
      table=holding address=0 scale=NaN asset=a signal=s                   | scale=NaN is not a number
      table=holding address=0 scale=0 asset=a signal=s                     | scale=0 makes every value the same
      table=holding address=0 asset=a signal=s colour=red                  | 'colour=' is unknown
      """)
  void whatIsWrongIsSaid(String entry, String problem) {
    String message = assertThrows(IllegalArgumentException.class, () -> Point.parse(entry, "plc")).getMessage();
    assertTrue(message.startsWith("'" + entry + "': ") && message.endsWith(problem), message);
  }

  @Test
  void amongSeveralServersOneMustBeNamed() {
    assertThrows(IllegalArgumentException.class, () -> Point.parse("table=holding address=0 asset=a signal=s", ""));
  }
}
