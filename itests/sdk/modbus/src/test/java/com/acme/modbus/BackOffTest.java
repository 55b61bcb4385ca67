package com.acme.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {
  @Test
  void doublesUpToTheLongestAndBeginsAnew() {
    BackOff backOff = new BackOff(Duration.ofMillis(900));
    assertEquals(List.of(250L, 500L, 900L, 900L), Stream.generate(backOff::next).limit(4).map(Duration::toMillis).toList());
    backOff.reset();
    assertEquals(250, backOff.next().toMillis());
    assertEquals(100, new BackOff(Duration.ofMillis(100)).next().toMillis());
  }
}
