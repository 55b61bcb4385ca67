/** Commands of the scope {@code alarm}. */
package io.sallyport.shell.alarm;
