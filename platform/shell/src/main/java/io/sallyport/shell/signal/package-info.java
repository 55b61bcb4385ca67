/** Commands of the scope {@code signal}. */
package io.sallyport.shell.signal;
