/** Commands of the scope {@code workorder}. */
package io.sallyport.shell.workorder;
