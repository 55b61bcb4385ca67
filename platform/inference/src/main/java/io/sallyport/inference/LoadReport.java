package io.sallyport.inference;

import java.util.Map;

/**
 * What a load did. Every completion's {@link System#nanoTime()} is taken and merged over all threads, so that the longest gap is exact.
 *
 * @param seconds from the start to the end of measuring
 * @param calls answers
 * @param failed calls without an answer
 * @param failures by code, or the exception's class name
 * @param longestGapMillis the longest time in which no thread got an answer, in milliseconds; the time from the start to the first answer and from
 *     the last one to the end count too
 * @param gapAtSeconds when that time began
 * @param answersByVersion answers by the model's version
 * @param firstAnswerSeconds when each version gave its first answer
 * @param medianMicros of whole calls, in microseconds, to 0.2 %; p99 and p99.9 likewise, the longest exact
 * @param ownMicros of whole calls less the model's run, the median in microseconds, to 1 %: what lease, checks and audit entry cost
 */
public record LoadReport(double seconds, int threads, long calls, long failed, Map<String, Long> failures, double longestGapMillis, double gapAtSeconds,
    Map<String, Long> answersByVersion, Map<String, Double> firstAnswerSeconds, double medianMicros, double p99Micros, double p999Micros, double longestMicros, double ownMicros,
    boolean interrupted) {
}
