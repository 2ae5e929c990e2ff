using SyntheticOps.Collector.Forwarding;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Receiving.Decoding;

namespace SyntheticOps.Collector.Tests.Forwarding;

public sealed class ForwardQueueTests
{
    [Fact]
    public async Task OnAccepted_MoreThanFit_OldestAreDroppedAndCounted()
    {
        using var queue = new ForwardQueue();
        for (var i = 0; i < ForwardQueue.RequestLimit + 3; i++)
        {
            queue.OnAccepted(new AcceptedRequest("traces", OtlpEncoding.Protobuf, new[] { (byte)i }));
        }

        queue.TakeDropped().ShouldBe(3);
        queue.TakeDropped().ShouldBe(0);
        (await queue.TakeAsync(TestContext.Current.CancellationToken)).Body.Span[0].ShouldBe((byte)3);
    }

    [Fact]
    public void OnAccepted_TooManyBytes_OldestAreDropped()
    {
        using var queue = new ForwardQueue();
        var large = new byte[20 * 1024 * 1024];
        queue.OnAccepted(new AcceptedRequest("traces", OtlpEncoding.Protobuf, large));
        queue.OnAccepted(new AcceptedRequest("traces", OtlpEncoding.Protobuf, large));

        queue.TakeDropped().ShouldBe(1);
    }
}
