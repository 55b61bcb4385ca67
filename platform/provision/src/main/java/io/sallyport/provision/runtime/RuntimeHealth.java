package io.sallyport.provision.runtime;

/**
 * How a version fares since it was activated.
 *
 * @param healthy false rolls a swap back while its health window is open
 * @param calls calls completed
 * @param errors calls that failed by the version's own fault
 * @param detail one line for an admin
 */
public record RuntimeHealth(boolean healthy, long calls, long errors, String detail) {
}
