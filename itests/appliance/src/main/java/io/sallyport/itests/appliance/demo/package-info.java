/** {@code ./sallyport demo}: the eight steps from a signed medium to a work order, each checked. */
package io.sallyport.itests.appliance.demo;
