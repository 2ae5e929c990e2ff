using Polly;
using Polly.Retry;

namespace SyntheticOps.ServiceDefaults;

/// <summary>Retry for clients whose requests may be repeated. Probes never use it: a probe that retries reports a healthy site that is not.</summary>
public static class Retry
{
    /// <summary>
    /// Three tries, 1 s to 10 s apart with jitter, after a connection failure or 408, 429, 502, 503, 504.
    /// Send only requests through it that are safe to repeat.
    /// </summary>
    public static ResiliencePipeline<HttpResponseMessage> Transient(TimeProvider clock) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 3,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromSeconds(10),
                UseJitter = true,
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                    .Handle<HttpRequestException>()
                    .HandleResult(response => (int)response.StatusCode is 408 or 429 or 502 or 503 or 504),
            })
            .Build();
}
