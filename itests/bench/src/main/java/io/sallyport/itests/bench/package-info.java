/** Benchmarks over the real appliance; figures that are compared come from one run. */
package io.sallyport.itests.bench;
