/** Fits, exports and measures the demand forecast. Plain Java, one thread, no random numbers: the same bytes each time. */
package io.sallyport.models.demand;
