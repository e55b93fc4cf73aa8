using Agent.Plugins;
using Agent.Plugins.Payments;
using OwnPlatform;

namespace Agent.Samples.Tests;

public sealed class PretendGatewayTests
{
    private static readonly Money Ten = new(1000, "EUR");

    private readonly PretendGateway _gateway = new();

    [Fact]
    public async Task A_key_is_authorised_and_captured_once()
    {
        (await AuthoriseAsync()).Value!.Status.ShouldBe(PaymentStatus.Authorised);
        (await AuthoriseAsync()).Value!.Amount.ShouldBe(Ten);
        (await _gateway.CaptureAsync("k", default)).Value!.Status.ShouldBe(PaymentStatus.Captured);
        (await _gateway.CaptureAsync("k", default)).Value!.Status.ShouldBe(PaymentStatus.Captured);
        (await _gateway.VoidAsync("k", default)).Status.ShouldBe(PaymentStatus.Captured);
    }

    [Fact]
    public async Task A_key_voided_first_never_authorises()
    {
        (await _gateway.VoidAsync("k", default)).Status.ShouldBe(PaymentStatus.Voided);
        (await AuthoriseAsync()).Refusal?.Code.ShouldBe(RefusalCode.PaymentDeclined);
        (await _gateway.CaptureAsync("k", default)).Refusal?.Code.ShouldBe(RefusalCode.PaymentDeclined);
    }

    [Fact]
    public async Task A_refund_happens_once_a_key_and_never_beyond_what_was_captured()
    {
        await AuthoriseAsync();
        (await RefundAsync("r", 400)).Refusal?.Code.ShouldBe(RefusalCode.PaymentDeclined);
        await _gateway.CaptureAsync("k", default);
        (await RefundAsync("r", 400)).Value!.Refunded.Minor.ShouldBe(400);
        (await RefundAsync("r", 400)).Value!.Refunded.Minor.ShouldBe(400);
        (await RefundAsync("r2", 601)).Refusal?.Amount?.Minor.ShouldBe(600);
        (await _gateway.FindAsync("k", default))!.Refunded.Minor.ShouldBe(400);
    }

    [Fact]
    public async Task It_knows_only_cards_and_its_own_keys()
    {
        (await _gateway.AuthoriseAsync("k", "ann", "shells", Ten, default)).Refusal?.Code.ShouldBe(RefusalCode.MethodUnknown);
        (await _gateway.FindAsync("k", default)).ShouldBeNull();
    }

    private Task<Outcome<PaymentState>> AuthoriseAsync() => _gateway.AuthoriseAsync("k", "ann", "card", Ten, default);

    private Task<Outcome<PaymentState>> RefundAsync(string key, long minor) => _gateway.RefundAsync("k", key, new Money(minor, "EUR"), default);
}
