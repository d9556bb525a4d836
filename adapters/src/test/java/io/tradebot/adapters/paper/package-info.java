/** Tests of the paper broker with the real engine in the real ring. */
package io.tradebot.adapters.paper;
