/** Commands of the scope {@code package}: what the vault holds, and short ways for one package. */
package io.sallyport.shell.packages;
