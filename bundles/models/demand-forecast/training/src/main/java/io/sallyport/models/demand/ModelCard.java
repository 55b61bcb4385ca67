package io.sallyport.models.demand;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The model card: what the model is, what it was made from, how well it does and where it fails. */
final class ModelCard {
  private final Load load;
  private final Series series;
  private final Results results;

  ModelCard(Load load, Series series, Results results) {
    this.load = load;
    this.series = series;
    this.results = results;
  }

  String text() {
    Errors test = results.test();
    Errors week = results.weekBefore();
    Errors day = results.dayBefore();
    int fitted = series.trainingWeeks();
    return String.format(Locale.ROOT, """
        # %s %s

        Forecasts half-hourly %s one day ahead, 48 values with 80 %% and 95 %% intervals. Static and deterministic: it does not learn in operation.

        ## Input and output
        `history`: the newest 720 half-hourly values (15 days), %s, oldest first, without gaps. `slot`: half-hour of the day of the newest value, local time, 0 (00:00) to 47.
        `forecast`: the 48 values that follow, %s. `bounds`: for each, the bounds below which 2.5, 10, 90 and 97.5 %% of the values are expected (`levels`).
        `parameters`: `period_s`, `levels`; `mape_by_step`: mean absolute error of each step on the test weeks, in per cent, to compare operation with.

        ## Data
        %s %d values, %s to %s %s, %d of them not measured but filled.
        Split by time: weeks 1 to %d train, weeks %d to %d validate, each forecast by a model fitted to the weeks before it alone; weeks %d to %d, 28 days, are test and were measured once.

        ## Model
        For each of the 48 steps a linear function, fitted by ridge regression (penalty %s), of the *change against one week before*: of the newest value, its means over 6 h, a day and a week and over the day a week before, at the target's time one day and one week before;
        the day's mean and the newest value also by the time of day (two harmonics each). The value one week before the target is added. The set of inputs and the penalty were chosen among %d by the error on the validation weeks: %.2f %%, naive %.2f %%.
        The intervals are the quantiles of the relative errors on the validation weeks, by step, three neighbouring steps on either side pooled,
        widened so that the quantiles of all validation weeks but one cover that one as promised, on average. The graph computes everything of the raw history; ONNX Runtime and the fitted model in Java differ by at most %.1e, relative.

        ## Results on the test weeks
        A forecast from every half-hour whose 48 targets lie in the test weeks: %d forecasts, %d values. The model is not fitted again meanwhile. Mean absolute percentage error:

        | forecast | all steps | %s | from midnight |
        |---|---|%s---|
        | **this model** | **%.2f %%** | %s | %.2f %% |
        | same time last week | %.2f %% | %s | %.2f %% |
        | same time the day before | %.2f %% | %s | %.2f %% |

        Mean error %s (last week %s), worst %s (last week %s). By the week in which the forecast is made:

        | week | %s |
        |---|---|---|---|---|
        | this model | %s |
        | same time last week | %s |

        | interval | values inside, test weeks | mean width |
        |---|---|---|
        | 80 %% | %.1f %% | %s |
        | 95 %% | %.1f %% | %s |

        ## Limits
        %s- It has seen %s weeks, and %s weeks of errors make the intervals: their coverage is known to a few per cent at best, and forecasts that follow each other share most of their targets. Of a season that is not in them it knows nothing.
        - No weather and no holidays: a bank holiday is forecast like any other day of its week, and spoils the forecast for the same day a week later.
        - Other levels than %s to %s were not seen. The function is linear without a constant of weight, so it scales; its intervals are relative to the forecast and mean nothing near 0.
        - A forecast, not a set-point: not for decisions about safety.
        """, load.name(), load.version(), load.of(), load.unit(), load.unit(), load.source(), series.size(), extreme(Math::min), extreme(Math::max), load.unit(), series.filled(),
        fitted, series.validationFrom() + 1, fitted, fitted + 1, series.weeks(),
        results.choice().penalty(), Choice.all().size(), results.validation().mape(), results.validationWeekBefore().mape(), results.parity(),
        test.origins().length, test.origins().length * Series.HORIZON, header(), "---|".repeat(Results.STEPS.size()),
        test.mape(), steps(test), test.mape(Results::atMidnight), week.mape(), steps(week), week.mape(Results::atMidnight), day.mape(), steps(day), day.mape(Results::atMidnight),
        amount(test.mae()), amount(week.mae()), amount(test.worst()), amount(week.worst()),
        IntStream.rangeClosed(fitted + 1, series.weeks()).mapToObj(Integer::toString).collect(Collectors.joining(" | ")), weeks(test), weeks(week),
        100 * results.intervals().coverage(test, 1), amount(results.intervals().width(test, 1)), 100 * results.intervals().coverage(test, 0), amount(results.intervals().width(test, 0)),
        load.limits().stream().map(limit -> "- " + limit + "\n").collect(Collectors.joining()), Numbers.word(series.weeks()), Numbers.word(fitted - series.validationFrom()),
        extreme(Math::min), extreme(Math::max) + " " + load.unit());
  }

  private String amount(double value) {
    return Numbers.of(value) + " " + load.unit();
  }

  private String extreme(DoubleBinaryOperator better) {
    return Numbers.of(IntStream.range(0, series.size()).mapToDouble(series::at).reduce(better).orElseThrow());
  }

  private static String header() {
    return Results.STEPS.stream().map(step -> step % 2 == 0 ? step / 2 + " h ahead" : "½ h ahead").collect(Collectors.joining(" | "));
  }

  private static String steps(Errors errors) {
    return cells(Results.STEPS.stream().map(errors::mape).toList());
  }

  private String weeks(Errors errors) {
    return cells(results.byWeek(errors));
  }

  private static String cells(List<Double> values) {
    return IntStream.range(0, values.size()).mapToObj(i -> String.format(Locale.ROOT, "%.2f %%", values.get(i))).collect(Collectors.joining(" | "));
  }
}
