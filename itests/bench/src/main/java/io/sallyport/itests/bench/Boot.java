package io.sallyport.itests.bench;

/**
 * One boot.
 *
 * @param wallMillis from start to ready
 * @param cpuMillis CPU time of all threads until then
 * @param residentMebibytes resident memory then
 */
record Boot(long wallMillis, long cpuMillis, long residentMebibytes) {
}
