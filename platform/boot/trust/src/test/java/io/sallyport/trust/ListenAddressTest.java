package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "10.20.0.5, 10.20.0.5", "0.0.0.0, 0.0.0.0", "::1, 0:0:0:0:0:0:0:1", "fe80::1, fe80:0:0:0:0:0:0:1", "localhost, 127.0.0.1"})
  void takesAddresses(String text, String address) {
    assertEquals(Optional.of(address), ListenAddress.parse(text).map(InetAddress::getHostAddress));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nowhere", "plant.example", "cafe.de", "256.1.1.1", "1.2.3", "1.2.3.4.", "0x7f.0.0.1", "::zz", "1:2", "nowhere\u001b[2J", "127.0.0.1 "})
  void resolvesNoName(String text) {
    assertEquals(Optional.empty(), ListenAddress.parse(text));
  }
}
