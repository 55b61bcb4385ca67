/** Every file of the data directory altered, one way after another, and what the appliance does with it at its next start. */
package io.sallyport.itests.attack.data;
