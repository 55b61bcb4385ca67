/**
 * Notices when an asset's signals are not as they were: learns on the appliance what is normal, judges each sample by robust statistics and
 * each row of samples by an isolation forest. It adapts, so it is not for {@code critical} use.
 */
package io.sallyport.capability.anomalydetection;
