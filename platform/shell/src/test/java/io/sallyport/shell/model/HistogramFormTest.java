package io.sallyport.shell.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.inference.Histogram;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramFormTest {
  @ParameterizedTest
  @CsvSource({"0.00001, 10 µs", "0.0005, 500 µs", "0.001, 1 ms", "0.0025, 2.5 ms", "0.25, 250 ms", "10, 10000 ms"})
  void times(double seconds, String text) {
    assertEquals(text, HistogramForm.time(seconds));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "5.584, 5.58", "-3.84001, -3.84", "0.000001, 1.0E-6", "0.1, 0.1", "10, 10", "0.4585371, 0.459", "1234.5, 1230"})
  void numbers(double value, String text) {
    assertEquals(text, HistogramForm.number(value));
  }

  @Test
  void whatWouldShowAsZeroIsLeftOut() {
    assertEquals("≤ 1 40.0 %, > 3 60.0 %", HistogramForm.line(new Histogram(List.of(1.0, 2.0, 3.0), List.of(40_000L, 0L, 40L, 59_960L), 0), HistogramForm::number));
    assertEquals("–", HistogramForm.line(new Histogram(List.of(1.0), List.of(0L, 0L), 0), HistogramForm::number));
  }
}
