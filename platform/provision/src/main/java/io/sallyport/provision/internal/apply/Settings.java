package io.sallyport.provision.internal.apply;

import java.time.Duration;

/**
 * How an apply waits.
 *
 * @param healthWindow how long new versions are watched before the old ones drain
 * @param minCalls with more than 0, the window ends as soon as every new version that counts calls has completed that many, and a
 *     window that passes with fewer fails
 * @param poll how often health is asked for
 * @param drain longest wait for the last lease on an old version
 * @param runtime longest wait for a runtime to be registered
 */
public record Settings(Duration healthWindow, long minCalls, Duration poll, Duration drain, Duration runtime) {
}
