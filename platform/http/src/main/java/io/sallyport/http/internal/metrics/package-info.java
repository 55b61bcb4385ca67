/** Figures in Prometheus' text format. */
package io.sallyport.http.internal.metrics;
