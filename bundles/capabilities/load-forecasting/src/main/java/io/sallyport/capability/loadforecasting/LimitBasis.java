package io.sallyport.capability.loadforecasting;

/** Which line of a forecast is held against the limit: the further up, the earlier and the less certain the warning. */
public enum LimitBasis { FORECAST, UPPER80, UPPER95 }
