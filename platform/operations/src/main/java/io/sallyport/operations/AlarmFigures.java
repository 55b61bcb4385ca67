package io.sallyport.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How well the alarms serve the operators, in the figures of ISA-18.2 (its clause on monitoring and assessment), over the last 24 hours or
 * since the first annunciation if that is less.
 *
 * @param span time looked at
 * @param lastTenMinutes annunciations in the last ten minutes
 * @param averagePerTenMinutes annunciations per ten minutes, over the span
 * @param peakPerTenMinutes most annunciations in one interval of ten minutes
 * @param floodShare share of the intervals with more than ten annunciations, 0 … 1
 * @param states how many alarms are in each state
 * @param stale numbers of the alarms that are in sight and have held for more than 24 hours
 * @param chattering numbers of the alarms that were annunciated three times or more within a minute
 * @param frequent the ten alarms annunciated most often, with how often
 * @param frequentShare their share of all annunciations, 0 … 1
 */
public record AlarmFigures(Duration span, int lastTenMinutes, double averagePerTenMinutes, int peakPerTenMinutes, double floodShare,
    Map<AlarmState, Integer> states, List<String> stale, List<String> chattering, Map<String, Integer> frequent, double frequentShare) {
}
