/** The attacks as a program that prints a table. */
package io.sallyport.itests.attack;
