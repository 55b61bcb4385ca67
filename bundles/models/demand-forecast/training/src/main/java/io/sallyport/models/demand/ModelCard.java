package io.sallyport.models.demand;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The model card: what the model is, what it was made from, how well it does and where it fails. */
final class ModelCard {
  private final Results results;

  ModelCard(Results results) {
    this.results = results;
  }

  String text() {
    Errors test = results.test();
    Errors week = results.weekBefore();
    Errors day = results.dayBefore();
    return String.format(Locale.ROOT, """
        # demand-forecast %s

        Forecasts half-hourly electricity demand one day ahead, 48 values with 80 %% and 95 %% intervals. Static and deterministic: it does not learn in operation.

        ## Input and output
        `history`: the newest 720 half-hourly values (15 days), MW, oldest first, without gaps. `slot`: half-hour of the day of the newest value, local time, 0 (00:00) to 47.
        `forecast`: the 48 values that follow, MW. `bounds`: for each, the bounds below which 2.5, 10, 90 and 97.5 %% of the values are expected (`levels`).
        `parameters`: `period_s`, `levels`; `mape_by_step`: mean absolute error of each step on the test weeks, in per cent, to compare operation with.

        ## Data
        J. W. Taylor's published series (National Grid): half-hourly electricity demand in England and Wales, 2000-06-05 to 2000-08-27, 4 032 values; taken from Debian `r-cran-forecast` 8.23.0.
        Split by time: weeks 1 to 8 train, weeks 6, 7 and 8 validate, each forecast by a model fitted to the weeks before it alone; weeks 9 to 12, 28 days, are test and were measured once. No clock change and no bank holiday falls into them.

        ## Model
        For each of the 48 steps a linear function, fitted by ridge regression (penalty %s), of the *change against one week before*: of the newest value, its means over 6 h, a day and a week and over the day a week before, at the target's time one day and one week before;
        the day's mean and the newest value also by the time of day (two harmonics each). The value one week before the target is added. The set of inputs and the penalty were chosen among %d by the error on the validation weeks: %.2f %%, naive %.2f %%.
        The intervals are the quantiles of the relative errors on the validation weeks, by step, three neighbouring steps on either side pooled,
        widened so that the quantiles of two validation weeks cover the third as promised, on average. The graph computes everything of the raw history; ONNX Runtime and the fitted model in Java differ by at most %.1e, relative.

        ## Results on the test weeks
        A forecast from every half-hour whose 48 targets lie in the test weeks: %d forecasts, %d values. The model is not fitted again meanwhile. Mean absolute percentage error:

        | forecast | all steps | %s | from midnight |
        |---|---|%s---|
        | **this model** | **%.2f %%** | %s | %.2f %% |
        | same time last week | %.2f %% | %s | %.2f %% |
        | same time the day before | %.2f %% | %s | %.2f %% |

        Mean error %.0f MW (last week %.0f MW), worst %.0f MW (last week %.0f MW). By the week in which the forecast is made:

        | week | 9 | 10 | 11 | 12 |
        |---|---|---|---|---|
        | this model | %s |
        | same time last week | %s |

        | interval | values inside, test weeks | mean width |
        |---|---|---|
        | 80 %% | %.1f %% | %.0f MW |
        | 95 %% | %.1f %% | %.0f MW |

        ## Limits
        - One summer of one country long ago: it shows the way and forecasts no grid of today. Fit it to the site's own series (`training/`, some seconds).
        - Twelve weeks are little: three weeks of errors make the intervals, so their coverage is known to a few per cent at best, and forecasts that follow each other share most of their targets.
        - No weather and no holidays: a bank holiday is forecast like any other day of its week, and spoils the forecast for the same day a week later.
        - Other levels than 20 000 to 60 000 MW were not seen. The function is linear without a constant of weight, so it scales; its intervals are relative to the forecast and mean nothing near 0.
        - A forecast, not a set-point: not for decisions about safety.
        """, Train.VERSION, results.choice().penalty(), Choice.all().size(), results.validation().mape(), results.validationWeekBefore().mape(), results.parity(),
        test.origins().length, test.origins().length * Series.HORIZON, header(), "---|".repeat(Results.STEPS.size()),
        test.mape(), steps(test), test.mape(Results::atMidnight), week.mape(), steps(week), week.mape(Results::atMidnight), day.mape(), steps(day), day.mape(Results::atMidnight),
        test.mae(), week.mae(), test.worst(), week.worst(), weeks(test), weeks(week),
        100 * results.intervals().coverage(test, 1), results.intervals().width(test, 1), 100 * results.intervals().coverage(test, 0), results.intervals().width(test, 0));
  }

  private static String header() {
    return Results.STEPS.stream().map(step -> step % 2 == 0 ? step / 2 + " h ahead" : "½ h ahead").collect(Collectors.joining(" | "));
  }

  private static String steps(Errors errors) {
    return cells(Results.STEPS.stream().map(errors::mape).toList());
  }

  private static String weeks(Errors errors) {
    return cells(Results.byWeek(errors));
  }

  private static String cells(List<Double> values) {
    return IntStream.range(0, values.size()).mapToObj(i -> String.format(Locale.ROOT, "%.2f %%", values.get(i))).collect(Collectors.joining(" | "));
  }
}
