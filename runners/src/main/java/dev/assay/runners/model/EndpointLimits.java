package dev.assay.runners.model;

/// What bounds the calls to one model at one endpoint with one key.
///
/// @param places how many at once
/// @param rates how many, and how much, in a minute
/// @param breaker whether it is asked at all
/// @param budget how much may be spent on attempts that give nothing
record EndpointLimits(Places places, MinuteRates rates, Breaker breaker, RetryBudget budget) {
}
