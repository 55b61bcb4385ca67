package com.acme.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTest {
  @Test
  void namesAndAddresses() {
    assertEquals(new Server("plc-1", "192.0.2.7", 502), Server.parse("plc-1=192.0.2.7:502"));
    assertEquals(new Server("plc-1", "plc.plant", 1502), Server.parse("plc-1 = plc.plant:1502"));
    assertEquals(new Server("plc-1", "2001:db8::7", 502), Server.parse("plc-1=[2001:db8::7]:502"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plc-1", "192.0.2.7:502", "plc-1=192.0.2.7", "plc-1=192.0.2.7:0", "plc-1=192.0.2.7:65536", "plc-1=:502", "plc 1=192.0.2.7:502", "plc-1=tcp://192.0.2.7:502"})
  void others(String entry) {
    assertThrows(IllegalArgumentException.class, () -> Server.parse(entry));
  }
}
