using Agent.Plugins.Payments;
using Agent.Plugins.Records;
using Agent.Plugins.Tests.Payments.Simulation;

namespace Agent.Plugins.Tests.Records;

public sealed class OrderTrailTests : IAsyncDisposable
{
    private readonly Shop _shop = new();

    [Fact]
    public void It_shows_what_was_agreed_to_each_step_and_each_entry()
    {
        var quote = _shop.Offer("qt_1", off: 5_00);
        var request = _shop.Ask(quote, "card");
        var paid = _shop.Decide(request).ShouldBeOfType<ConsentOutcome.Paid>().Order;

        var trail = _shop.Read(tx => OrderTrail.Find(tx, paid.Number)).ShouldNotBeNull();

        trail.Order.Id.ShouldBe(paid.OrderId);
        trail.Consents.Single().ShouldSatisfyAllConditions(c => c.Request.ShouldBe(request), c => c.State.ShouldBe("Used"), c => c.Request.SubjectHash.ShouldBe(trail.QuoteHash));
        trail.Sagas.Single().Steps.Select(s => s.Step).ShouldBe(["Authorise", "Place", "Capture", "Done"]);
        trail.Entries.Select(e => (e.Account, e.Amount.Minor)).ShouldBe([(LedgerAccount.Gateway, -24_50), (LedgerAccount.Campaign, -5_00), (LedgerAccount.Payable("lotus"), 29_50)], ignoreOrder: true);
        _shop.Read(tx => OrderTrail.Find(tx, paid.OrderId))!.Order.Id.ShouldBe(paid.OrderId);
        _shop.Read(tx => OrderTrail.Find(tx, "nobody")).ShouldBeNull();
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
