using System.Text.Json;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Tests.Payments.Simulation;
using Agent.Plugins.Tests.Pricing;

namespace Agent.Plugins.Tests.Payments;

/// <summary>What changes after the yes is refused, named and asked again.</summary>
public sealed class ChangedConsentsTests
{
    private static readonly CancellationOffer Offer = new()
    {
        OrderId = "ord_1",
        PlatformOrderId = "lotus-1",
        Method = "card",
        Lines = [new LineUnits(1, 1)],
        Gone = [new LineUnits(1, 1), new LineUnits(2, 1)],
        Total = Shop.Yuan(30_00),
        Refunded = Shop.Yuan(2_00),
        Fee = Shop.Yuan(1_00),
        Refund = Shop.Yuan(9_00),
        Returning = ["WELCOME"],
        Ended = ["OLD"],
    };

    public static TheoryData<string> QuoteFields => [.. Variants.Of(QuoteHashTests.Sample, "quote").Select(v => v.Path)];

    /// <summary>There is one way to substitute, so a stored quote has no other.</summary>
    public static TheoryData<string> StoredFields => [.. Variants.Of(QuoteHashTests.Sample, "quote").Select(v => v.Path).Where(p => p != "quote.Substitution")];

    public static TheoryData<string> CancellationFields => [.. Variants.Of(Offer, "offer").Select(v => v.Path)];

    /// <summary>Whatever the hash covers has a name when it differs: nothing changes unseen.</summary>
    [Theory]
    [MemberData(nameof(QuoteFields))]
    public void Each_hashed_field_of_a_quote_is_named_when_it_differs(string path)
    {
        var changed = (Quote)Variants.Of(QuoteHashTests.Sample, "quote").Single(v => v.Path == path).Value!;

        var changes = ConsentChanges.Between(QuoteHashTests.Sample, "card", changed, "card");

        changes.ShouldNotBeEmpty();
        changes.ShouldAllBe(c => c.Was != c.Now);
    }

    [Theory]
    [MemberData(nameof(CancellationFields))]
    public void Each_hashed_field_of_a_cancellation_is_named_when_it_differs(string path)
    {
        var changed = (CancellationOffer)Variants.Of(Offer, "offer").Single(v => v.Path == path).Value!;

        CancellationHash.Compute(changed).ShouldNotBe(CancellationHash.Compute(Offer));
        var changes = ConsentChanges.Between(Offer, changed, QuoteHashTests.Sample);
        changes.ShouldNotBeEmpty();
        changes.ShouldAllBe(c => c.Was != c.Now);
    }

    [Fact]
    public void The_way_to_pay_is_named_too_and_what_is_the_same_is_not()
    {
        ConsentChanges.Between(QuoteHashTests.Sample, "card", QuoteHashTests.Sample, "wallet").ShouldHaveSingleItem().Field.ShouldBe(ConsentField.Method);
        ConsentChanges.Between(QuoteHashTests.Sample, "card", QuoteHashTests.Sample, "card").ShouldBeEmpty();
        ConsentChanges.Between(Offer, Offer, QuoteHashTests.Sample).ShouldBeEmpty();
    }

    /// <summary>Each field of what is stored is changed behind the person's back, after the question and before the yes.</summary>
    [Theory]
    [MemberData(nameof(StoredFields))]
    public async Task A_quote_that_was_changed_after_the_question_is_refused_and_asked_again(string path)
    {
        await using var shop = new Shop();
        var quote = shop.Offer("qt_1", off: 5_00);
        var asked = shop.Ask(quote);
        // The sample's own fields differ from this quote's, so the very path is changed in this one.
        var here = quote with { Note = "ring twice", Delivery = quote.Delivery with { Gift = QuoteHashTests.Sample.Delivery.Gift }, Lines = [quote.Lines[0] with { Allergens = QuoteHashTests.Sample.Lines[0].Allergens }, QuoteHashTests.Sample.Lines[1]], Fees = QuoteHashTests.Sample.Fees, Discounts = QuoteHashTests.Sample.Discounts };
        Store(shop, here, path);

        var refused = shop.Decide(asked).ShouldBeOfType<ConsentOutcome.Refused>();

        refused.Refusal.Code.ShouldBe(RefusalCode.ConsentMismatch);
        refused.Changes.ShouldNotBeNull().ShouldNotBeEmpty();
        Untouched(shop);
        var again = refused.Again.ShouldBeOfType<PaymentAsked>();
        again.Consent.Id.ShouldNotBe(asked.Id);
        shop.Decide(asked).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.ConsentUsed);
        shop.Decide(again.Consent).ShouldBeOfType<ConsentOutcome.Paid>();
        shop.Gateway.Payments.ShouldHaveSingleItem().Amount.ShouldBe(again.Quote.Total);
    }

    public static TheoryData<ConsentField> Differences => [ConsentField.Price, ConsentField.Fee, ConsentField.Until, ConsentField.Place, ConsentField.Payee, ConsentField.Allergens];

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task What_the_platform_no_longer_keeps_is_asked_anew_at_what_it_now_gives(ConsentField field)
    {
        var refuses = true;
        await using var shop = new Shop(faults: (_, what) => what == "place" && refuses ? Fault.Refused : Fault.None);
        shop.Platform.PlaceRefusal = RefusalCode.PriceChanged;
        shop.Platform.Requote = q => field switch
        {
            ConsentField.Price => q with { Lines = [q.Lines[0] with { UnitPrice = q.Lines[0].UnitPrice + Shop.Yuan(1_00) }], Total = q.Total + Shop.Yuan(1_00) },
            ConsentField.Fee => q with { Fees = [q.Fees[0] with { Amount = q.Fees[0].Amount + Shop.Yuan(1_00) }], Total = q.Total + Shop.Yuan(1_00) },
            ConsentField.Until => q with { Delivery = q.Delivery with { Until = q.Delivery.Until.AddMinutes(10) } },
            ConsentField.Place => q with { Delivery = q.Delivery with { Street = "2 Lake Road" } },
            ConsentField.Payee => q with { Payee = "Somebody else" },
            _ => q with { Lines = [q.Lines[0] with { Allergens = new Agent.Plugins.Menu.AllergenInfo(true, ["peanut"], []) }] },
        };
        var quote = shop.Offer("qt_1");

        var refused = shop.Decide(shop.Ask(quote)).ShouldBeOfType<ConsentOutcome.Refused>();

        refused.Refusal.Code.ShouldBe(RefusalCode.PriceChanged);
        refused.Changes.ShouldNotBeNull().Select(c => c.Field).ShouldContain(field);
        refused.Changes!.Select(c => c.Field).ShouldNotContain(ConsentField.Reference);
        var again = refused.Again.ShouldBeOfType<PaymentAsked>();
        again.Changes.ShouldBe(refused.Changes);
        shop.Gateway.Payments.ShouldAllBe(p => p.Status == PaymentStatus.Voided);
        refuses = false;
        shop.Decide(again.Consent).ShouldBeOfType<ConsentOutcome.Paid>().Order.Quote.Total.ShouldBe(again.Quote.Total);
    }

    [Theory]
    [InlineData(Fault.Down)]
    [InlineData(Fault.Broken)]
    public async Task A_platform_that_gives_no_new_quote_leaves_the_refusal(Fault fault)
    {
        await using var shop = new Shop(faults: (_, what) => what == "place" ? Fault.Refused : what == "quote" ? fault : Fault.None);
        shop.Platform.PlaceRefusal = RefusalCode.PriceChanged;

        shop.Pay(shop.Offer("qt_1")).ShouldBeOfType<ConsentOutcome.Refused>().ShouldSatisfyAllConditions(r => r.Again.ShouldBeNull(), r => r.Refusal.Code.ShouldBe(RefusalCode.PriceChanged));
    }

    [Fact]
    public async Task A_fee_that_rose_after_the_yes_is_shown_and_asked_again()
    {
        await using var shop = new Shop();
        shop.Pay(shop.Offer("qt_1"));
        var asked = shop.Run(shop.Orders().RequestCancellation()).Value!;
        shop.Platform.Fee = Shop.Yuan(3_00);

        var refused = shop.Decide(asked.Consent).ShouldBeOfType<ConsentOutcome.Refused>();

        refused.Changes.ShouldNotBeNull().Select(c => (c.Field, c.Was?.Amount, c.Now?.Amount)).ShouldBe(
        [
            (ConsentField.CancellationFee, Shop.Yuan(0), Shop.Yuan(3_00)),
            (ConsentField.Refund, Shop.Yuan(24_50), Shop.Yuan(21_50)),
        ]);
        shop.Platform.Orders.Values.Single().Order.State.ShouldBe(OrderState.Placed);
        shop.Decide(refused.Again.ShouldBeOfType<CancellationAsked>().Consent).ShouldBeOfType<ConsentOutcome.Cancelled>().Refund.ShouldBe(Shop.Yuan(21_50));
    }

    /// <summary>The order moves on between the question and the yes: each thing that the hash takes from it.</summary>
    [Theory]
    [InlineData("gone")]
    [InlineData("refunded")]
    [InlineData("method")]
    [InlineData("platform order")]
    [InlineData("total")]
    public async Task An_order_that_changed_after_the_question_is_asked_about_again(string what)
    {
        await using var shop = new Shop();
        var id = shop.Pay(shop.Offer("qt_1", lines: [(10_00, 2), (5_00, 2)])).ShouldBeOfType<ConsentOutcome.Paid>().Order.OrderId;
        var asked = shop.Run(shop.Orders().RequestCancellation(id, [new LineChoice(1, 1)])).Value!;
        shop.Write(tx =>
        {
            var order = OrderStore.FindAny(tx, id)!;
            OrderStore.Save(tx, what switch
            {
                "gone" => order with { Gone = [new LineUnits(2, 1)] },
                "refunded" => order with { Refunded = Shop.Yuan(1) },
                "method" => order with { PaymentMethod = "wallet" },
                "platform order" => order with { PlatformOrderId = "lotus-2" },
                _ => order with { Quote = order.Quote with { Total = order.Quote.Total + Shop.Yuan(1) } },
            });
            return true;
        });
        var elsewhere = shop.TurnOf("demo", "cnv_2");
        if (what == "platform order") shop.Decide(shop.Ask(shop.Offer("qt_2", lines: [(10_00, 2), (5_00, 2)]), turn: elsewhere), turn: elsewhere);

        var refused = shop.Decide(asked.Consent).ShouldBeOfType<ConsentOutcome.Refused>();

        refused.Refusal.Code.ShouldBe(RefusalCode.ConsentMismatch);
        refused.Changes.ShouldNotBeNull().ShouldNotBeEmpty();
        refused.Again.ShouldBeOfType<CancellationAsked>().Changes.ShouldNotBeNull().ShouldNotBeEmpty();
        shop.Platform.Orders["lotus-1"].Gone.ShouldBeEmpty();
    }

    [Fact]
    public async Task Terms_that_were_changed_in_the_store_cancel_nothing()
    {
        await using var shop = new Shop();
        shop.Platform.Fee = Shop.Yuan(3_00);
        shop.Pay(shop.Offer("qt_1"));
        var asked = shop.Run(shop.Orders().RequestCancellation()).Value!;
        shop.Write(tx => tx.Execute("UPDATE consents SET subject = replace(subject, '\"refund\":{\"minor\":2150', '\"refund\":{\"minor\":2149') WHERE id = $1", asked.Consent.Id)).ShouldBe(1);

        shop.Decide(asked.Consent).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.ConsentMismatch);

        shop.Platform.Orders.Values.Single().Order.State.ShouldBe(OrderState.Placed);
    }

    private static void Store(Shop shop, Quote quote, string path)
    {
        // No record of ours mixes currencies, nor has a kind that there is not: these are changed in what is stored.
        var (inText, kinds) = (path.EndsWith(".Currency", StringComparison.Ordinal), path.EndsWith(".Funder", StringComparison.Ordinal));
        var changed = inText || kinds ? quote : Variants.Of(quote, "quote").Where(v => v.Path == path).Select(v => (Quote)v.Value!).FirstOrDefault() ?? quote;
        var json = JsonSerializer.SerializeToNode(changed, PluginsJson.Relaxed.Quote)!;
        if (inText || kinds)
        {
            var at = json;
            foreach (var part in path["quote.".Length..].Split('.', '['))
                at = part[^1] == ']' ? at[int.Parse(part[..^1], System.Globalization.CultureInfo.InvariantCulture)]! : at[JsonNamingPolicy.SnakeCaseLower.ConvertName(part)]!;
            at.ReplaceWith(inText ? "USD" : "merchant");
        }

        shop.Write(tx => tx.Execute("UPDATE quotes SET content = $1 WHERE id = 'qt_1'", json.ToJsonString())).ShouldBe(1);
    }

    private static void Untouched(Shop shop)
    {
        shop.Gateway.Payments.ShouldBeEmpty();
        shop.Platform.Orders.ShouldBeEmpty();
        shop.Read(tx => tx.Query("SELECT id FROM journals", row => row.Text(0))).ShouldBeEmpty();
    }
}
