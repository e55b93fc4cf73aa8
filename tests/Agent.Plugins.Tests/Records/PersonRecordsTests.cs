using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Records;
using Agent.Plugins.Tests.Payments.Simulation;

namespace Agent.Plugins.Tests.Records;

public sealed class PersonRecordsTests : IAsyncDisposable
{
    private readonly Shop _shop = new();

    public PersonRecordsTests()
    {
        foreach (var person in new[] { "demo", "other" })
        {
            _shop.Write(tx =>
            {
                AddressBook.Save(tx, person, new Address("home", new LocalizedText("Home", "家", "Zuhause"), $"8 {person} Lane", "z1"), null);
                return true;
            });
        }

        _shop.TopUp(50_00);
    }

    [Fact]
    public void Everything_of_one_person_is_given_out_and_nothing_of_another()
    {
        var order = Deliver("qt_1", method: "wallet");

        var all = _shop.Read(tx => PersonRecords.Export(tx, "demo"));

        var text = all.ToJsonString();
        text.ShouldContain("8 demo Lane");
        text.ShouldContain(order.Id);
        text.ShouldNotContain("other");
        all["ledger"]!.AsArray().Count.ShouldBeGreaterThan(1);
        all["orders"]![0]!["content"]!["quote"]!["id"]!.GetValue<string>().ShouldBe("qt_1");
    }

    [Fact]
    public void Erased_nothing_says_who_it_was_and_the_sums_stay()
    {
        var order = Deliver("qt_1", method: "wallet");
        var payable = _shop.Balance(LedgerAccount.Payable("lotus"));
        Erase(forfeit: true);
        Erase(forfeit: true);

        var left = _shop.Read(tx => PersonRecords.Export(tx, "demo")).ToJsonString();
        left.ShouldNotContain("Lane");
        left.ShouldNotContain("Lake Road");
        left.ShouldNotContain("Office");
        _shop.Read(Ledger.Verify).ShouldBeEmpty();
        _shop.Balance(LedgerAccount.Payable("lotus")).ShouldBe(payable);
        _shop.Balance(LedgerAccount.Wallet("demo")).Minor.ShouldBe(0);
        _shop.Balance(LedgerAccount.Unclaimed).Minor.ShouldBe(50_00 - 24_50);
        _shop.Read(tx => OrderStore.Find(tx, "demo", order.Id)).ShouldNotBeNull().Quote.Total.ShouldBe(order.Quote.Total);
        _shop.Read(tx => AddressBook.List(tx, "other")).Count.ShouldBe(1);
    }

    [Fact]
    public void A_friend_who_was_sent_something_is_given_out_and_forgotten_too()
    {
        var quote = _shop.Offer("qt_1", gift: new GiftTo("Mei Lin"));
        _shop.Write(tx =>
        {
            AddressBook.Save(tx, "demo", new Address("mei", new LocalizedText("Mei Lin", "Mei Lin", "Mei Lin"), "12 Lake Road", "z1") { Recipient = "Mei Lin" }, null);
            BasketStore.Save(tx, "demo", "cnv_1", new Basket { Version = 1, StoreId = quote.StoreId, Lines = OrderedBasket.LinesOf(quote), Delivery = new Delivery("mei", false, null) { Gift = new GiftWish(true, "Mei Lin") } });
            return true;
        });
        _shop.Pay(quote).ShouldBeOfType<ConsentOutcome.Paid>();
        Arrive();
        _shop.Read(tx => PersonRecords.Export(tx, "demo")).ToJsonString().ShouldContain("Mei Lin");

        Erase(forfeit: true);

        _shop.Read(tx => PersonRecords.Export(tx, "demo")).ToJsonString().ShouldNotContain("Mei Lin");
    }

    [Fact]
    public void It_waits_for_orders_and_for_a_word_on_the_wallet()
    {
        _shop.Pay(_shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Paid>();
        Should.Throw<ShopException>(() => Erase(forfeit: true)).Code.ShouldBe("person_busy");
        Arrive();

        Should.Throw<ShopException>(() => Erase(forfeit: false)).ShouldSatisfyAllConditions(e => e.Code.ShouldBe("person_wallet"), e => e.Message.ShouldContain("50.00 CNY"));
        _shop.Read(tx => AddressBook.List(tx, "demo")).Select(a => a.Id).ShouldContain("home", "What is refused changes nothing.");
    }

    [Fact]
    public void Every_table_that_holds_something_of_people_has_a_way_to_be_erased() =>
        _shop.Read(PersonRecords.Covered).Where(t => !t.Known).Select(t => t.Table).ShouldBeEmpty();

    private void Erase(bool forfeit) => _shop.Write(tx =>
    {
        PersonRecords.Erase(tx, "demo", forfeit, _shop.Ids, _shop.Clock.GetUtcNow());
        return true;
    });

    private Order Deliver(string quoteId, string method = "card")
    {
        var paid = _shop.Decide(_shop.Ask(_shop.Offer(quoteId), method)).ShouldBeOfType<ConsentOutcome.Paid>();
        Arrive();
        return _shop.Read(tx => OrderStore.Find(tx, "demo", paid.Order.OrderId))!;
    }

    private void Arrive()
    {
        foreach (var id in _shop.Platform.Orders.Keys) _shop.Platform.Move(id, OrderState.Delivered);
        _shop.Run(_shop.Tracker.PollAsync(CancellationToken.None));
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
