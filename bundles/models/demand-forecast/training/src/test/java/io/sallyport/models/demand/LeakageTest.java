package io.sallyport.models.demand;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is measured on later weeks knows nothing of them. */
class LeakageTest {
  private static final Series SERIES = SeriesFile.read(Path.of("../src/main/data/gb-half-hourly-demand.csv"), ZoneOffset.UTC);
  private static final Choice CHOICE = Choice.all().get(2);

  @Test
  void theModelDoesNotDependOnTheTestWeeks() {
    float[] history = SERIES.history(3_000);
    double[] expected = Forecaster.fit(SERIES, SERIES.trainingWeeks(), CHOICE).forecast(history, 24);
    assertArrayEquals(expected, Forecaster.fit(spoiltFrom(SERIES.trainingWeeks()), SERIES.trainingWeeks(), CHOICE).forecast(history, 24));
    assertFalse(Arrays.equals(expected, Forecaster.fit(spoiltFrom(SERIES.trainingWeeks() - 1), SERIES.trainingWeeks(), CHOICE).forecast(history, 24)), "the week before counts");
  }

  @Test
  void neitherDoTheForecastsOfAValidationWeekDependOnLaterOnes() {
    List<Errors> expected = new Validation(SERIES).weeks(CHOICE);
    List<Errors> spoilt = new Validation(spoiltFrom(SERIES.validationFrom() + 1)).weeks(CHOICE);
    assertArrayEquals(expected.get(0).forecasts()[0], spoilt.get(0).forecasts()[0]);
    assertFalse(Arrays.equals(expected.get(1).forecasts()[200], spoilt.get(1).forecasts()[200]));
  }

  @Test
  void neitherDoTheIntervals() {
    Intervals expected = Intervals.of(new Validation(SERIES).weeks(CHOICE));
    assertTrue(Arrays.deepEquals(expected.offsets(), Intervals.of(new Validation(spoiltFrom(SERIES.trainingWeeks())).weeks(CHOICE)).offsets()));
  }

  @Test
  void ridgeFindsWhatIsThere() {
    double[][] rows = new double[200][];
    double[] targets = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {Math.sin(i), 1_000 * Math.cos(3.0 * i), i % 7};
      targets[i] = 2 * rows[i][0] - 0.003 * rows[i][1];
    }
    double[] found = Ridge.fit(rows, targets, new boolean[] {true, true, false}, 1e-9);
    assertEquals(2, found[0], 1e-5);
    assertEquals(-0.003, found[1], 1e-8);
    assertEquals(0, found[2], "not to be used");
  }

  private static Series spoiltFrom(int week) {
    double[] values = new double[SERIES.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = SERIES.at(i) * (i < week * Series.WEEK ? 1 : 1.5 + 0.4 * Math.sin(i));
    }
    return new Series(values, SERIES.first(), 0);
  }
}
