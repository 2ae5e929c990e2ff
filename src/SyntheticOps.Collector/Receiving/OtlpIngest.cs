using SyntheticOps.Collector.Receiving.Decoding;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Receiving;

/// <summary>What every transport does with a body: decode, map, store; an answer exists only after the commit.</summary>
internal sealed class OtlpIngest(ITelemetryWriter store, IEnumerable<IAcceptedRequests> observers, TimeProvider clock)
{
    private readonly IAcceptedRequests[] _observers = [.. observers];

    public async Task<IngestResult> AcceptAsync(IOtlpReceiver receiver, OtlpEncoding encoding, ReadOnlyMemory<byte> body, CancellationToken token)
    {
        var (message, refusal) = OtlpBody.Parse(body, encoding, receiver.RequestType);
        if (message is null)
        {
            return new IngestResult(null, refusal);
        }

        var mapped = receiver.Map(message, UnixNano.From(clock.GetUtcNow()));
        try
        {
            await store.AppendAsync(mapped.Batch, token);
        }
        catch (StoreBusyException e)
        {
            return new IngestResult(null, Refusal.Busy(e.Message));
        }

        foreach (var observer in _observers)
        {
            observer.OnAccepted(new AcceptedRequest(receiver.Signal, encoding, body));
        }

        return new IngestResult(receiver.Answer(mapped.Rejected, mapped.Reason), null);
    }
}

/// <summary>Either the answer of an accepted request or the refusal.</summary>
internal sealed record IngestResult(Google.Protobuf.IMessage? Answer, Refusal? Refusal);

/// <summary>Hears of every request that was stored; must return at once.</summary>
internal interface IAcceptedRequests
{
    void OnAccepted(AcceptedRequest request);
}

/// <param name="Body">Decompressed, in the encoding that it came in. Belongs to the observer.</param>
internal sealed record AcceptedRequest(string Signal, OtlpEncoding Encoding, ReadOnlyMemory<byte> Body);
