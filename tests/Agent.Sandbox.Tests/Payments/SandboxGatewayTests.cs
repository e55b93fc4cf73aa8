using Agent.Plugins;
using Agent.Plugins.Payments;

namespace Agent.Sandbox.Tests.Payments;

public sealed class SandboxGatewayTests
{
    private static readonly Money Amount = TestCatalogue.Yuan(20);

    [Fact]
    public async Task A_payment_is_authorised_captured_and_refunded_once_by_key()
    {
        await using var world = new TestWorld();
        var gateway = world.World.Gateway;
        for (var i = 0; i < 2; i++) (await gateway.AuthoriseAsync("k", "demo", "card", Amount, default)).Value!.ShouldBe(State(PaymentStatus.Authorised, 0));
        for (var i = 0; i < 2; i++) (await gateway.CaptureAsync("k", default)).Value!.ShouldBe(State(PaymentStatus.Captured, 0));
        for (var i = 0; i < 2; i++) (await gateway.RefundAsync("k", "r1", TestCatalogue.Yuan(15), default)).Value!.ShouldBe(State(PaymentStatus.Captured, 1500));
        var tooMuch = (await gateway.RefundAsync("k", "r2", TestCatalogue.Yuan(6), default)).Refusal!;
        (tooMuch.Code, tooMuch.Amount).ShouldBe((RefusalCode.AmountTooLarge, TestCatalogue.Yuan(5)));
        (await gateway.VoidAsync("k", default)).ShouldBe(State(PaymentStatus.Captured, 1500));
        (await gateway.AuthoriseAsync("k", "demo", "card", Amount, default)).Value!.Status.ShouldBe(PaymentStatus.Captured);
    }

    [Fact]
    public async Task A_key_that_was_voided_never_authorises()
    {
        await using var world = new TestWorld();
        var gateway = world.World.Gateway;
        for (var i = 0; i < 2; i++) (await gateway.VoidAsync("k", default)).Status.ShouldBe(PaymentStatus.Voided);
        (await gateway.AuthoriseAsync("k", "demo", "card", Amount, default)).Refusal!.Code.ShouldBe(RefusalCode.PaymentDeclined);
        (await gateway.CaptureAsync("k", default)).Refusal!.Code.ShouldBe(RefusalCode.PaymentDeclined);
        (await gateway.RefundAsync("k", "r", Amount, default)).Refusal!.Code.ShouldBe(RefusalCode.PaymentDeclined);
    }

    [Fact]
    public async Task What_was_authorised_can_be_let_go()
    {
        await using var world = new TestWorld();
        var gateway = world.World.Gateway;
        await gateway.AuthoriseAsync("k", "demo", "card", Amount, default);
        (await gateway.VoidAsync("k", default)).Status.ShouldBe(PaymentStatus.Voided);
        (await gateway.CaptureAsync("k", default)).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task An_unknown_key_or_method_is_refused()
    {
        await using var world = new TestWorld();
        var gateway = world.World.Gateway;
        (await gateway.FindAsync("k", default)).ShouldBeNull();
        (await gateway.CaptureAsync("k", default)).Refusal!.Code.ShouldBe(RefusalCode.PaymentDeclined);
        var method = (await gateway.AuthoriseAsync("k", "demo", "cowries", Amount, default)).Refusal!;
        (method.Code, method.Subject).ShouldBe((RefusalCode.MethodUnknown, "cowries"));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => gateway.AuthoriseAsync("k", "demo", "card", -Amount, default));
    }

    private static PaymentState State(PaymentStatus status, long refunded) => new("k", status, Amount, new Money(refunded, "CNY"));
}
