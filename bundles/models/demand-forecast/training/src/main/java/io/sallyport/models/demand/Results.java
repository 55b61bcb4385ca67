package io.sallyport.models.demand;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All that was measured, for metrics.json and the model card.
 *
 * @param testFrom first test week, counted from 0
 */
record Results(int testFrom, Choice choice, Errors validation, Errors validationWeekBefore, Intervals intervals, Errors test, Errors weekBefore, Errors dayBefore, double parity) {
  static final List<Integer> STEPS = List.of(1, 12, 24, 36, 48);

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("inputs", choice.name());
    json.put("penalty", choice.penalty());
    json.put("validationMape", validation.mape());
    json.put("validationMapeWeekBefore", validationWeekBefore.mape());
    json.put("testForecasts", test.origins().length);
    json.put("mape", test.mape());
    json.put("mapeWeekBefore", weekBefore.mape());
    json.put("mapeDayBefore", dayBefore.mape());
    json.put("mae", test.mae());
    json.put("worst", test.worst());
    json.put("coverage80", intervals.coverage(test, 1));
    json.put("coverage95", intervals.coverage(test, 0));
    json.put("width80", intervals.width(test, 1));
    json.put("width95", intervals.width(test, 0));
    json.put("mapeByStep", bySteps(test));
    json.put("mapeWeekBeforeByStep", bySteps(weekBefore));
    json.put("mapeByWeek", byWeek(test));
    json.put("mapeWeekBeforeByWeek", byWeek(weekBefore));
    json.put("mapeFromMidnight", test.mape(Results::atMidnight));
    json.put("mapeWeekBeforeFromMidnight", weekBefore.mape(Results::atMidnight));
    json.put("parity", parity);
    return json;
  }

  static boolean atMidnight(int origin) {
    return origin % Series.DAY == Series.DAY - 1;
  }

  List<Double> byWeek(Errors errors) {
    return IntStream.range(0, Series.TEST_WEEKS).mapToObj(week -> errors.mape(origin -> (origin + 1) / Series.WEEK - testFrom == week)).toList();
  }

  private static List<Double> bySteps(Errors errors) {
    return STEPS.stream().map(errors::mape).toList();
  }
}
