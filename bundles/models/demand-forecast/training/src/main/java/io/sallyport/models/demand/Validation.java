package io.sallyport.models.demand;

import java.util.ArrayList;
import java.util.List;

/** Errors on the validation weeks, one after the other, each forecast by a model that was fitted to the weeks before it. */
final class Validation {
  private final Series series;

  Validation(Series series) {
    this.series = series;
  }

  List<Errors> weeks(Choice choice) {
    List<Errors> weeks = new ArrayList<>();
    for (int week = series.validationFrom(); week < series.trainingWeeks(); week++) {
      Forecaster model = Forecaster.fit(series, week, choice);
      weeks.add(Errors.of(series, series.origins(week, week + 1), origin -> model.forecast(series.history(origin), origin % Series.DAY)));
    }
    return weeks;
  }

  Errors naive(int lag) {
    List<Errors> weeks = new ArrayList<>();
    for (int week = series.validationFrom(); week < series.trainingWeeks(); week++) {
      weeks.add(Errors.naive(series, series.origins(week, week + 1), lag));
    }
    return Errors.joined(weeks);
  }
}
