package io.sallyport.provision;

import io.sallyport.provision.lease.PackageVersion;
import java.util.List;
import java.util.Map;

/**
 * How an apply or a rollback went.
 *
 * @param generation what runs now
 * @param base what ran before
 * @param promoted versions that took over
 * @param candidates versions that began to take part in live traffic beside the active ones, or with another part
 * @param retired versions that are gone
 * @param restarted bundles outside the plan that were stopped, updated or refreshed meanwhile; must be empty
 * @param switchMicros time from the first to the last effect of the switch, in microseconds
 * @param stepMillis duration of each step, in milliseconds, in order
 * @param warnings what is left to do after the commit, as sentences
 */
public record ApplyReport(int generation, int base, List<PackageVersion> promoted, List<PackageVersion> candidates, List<PackageVersion> retired, List<String> restarted, long switchMicros,
    Map<String, Long> stepMillis, List<String> warnings) {
}
