using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Tests.Payments.Simulation;

namespace Agent.Plugins.Tests.Payments;

public sealed class ConsentsTests
{
    [Fact]
    public async Task A_consent_is_good_once()
    {
        await using var shop = new Shop();
        var asked = shop.Ask(shop.Offer("qt_1"));
        shop.Decide(asked).ShouldBeOfType<ConsentOutcome.Paid>();

        Refused(shop.Decide(asked)).ShouldBe(RefusalCode.ConsentUsed);

        shop.Platform.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_yeses_at_once_pay_once()
    {
        await using var shop = new Shop();
        SynchronizationContext.SetSynchronizationContext(null);
        var asked = shop.Ask(shop.Offer("qt_1"));
        var (one, other) = (shop.Consents.DecideAsync(shop.Turn, asked.Id, true, CancellationToken.None), shop.Consents.DecideAsync(shop.Turn, asked.Id, true, CancellationToken.None));

        shop.RunAll(one, other);

        ConsentOutcome[] outcomes = [await one, await other];
        outcomes.OfType<ConsentOutcome.Paid>().Count().ShouldBe(1);
        Refused(outcomes.Single(o => o is not ConsentOutcome.Paid)).ShouldBe(RefusalCode.ConsentUsed);
        shop.Gateway.Payments.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Two_consents_for_one_quote_pay_once()
    {
        await using var shop = new Shop();
        var quote = shop.Offer("qt_1");
        var elsewhere = shop.TurnOf("demo", "cnv_2");
        var (one, other) = (shop.Ask(quote), shop.Ask(quote, turn: elsewhere));
        shop.Decide(one).ShouldBeOfType<ConsentOutcome.Paid>();

        Refused(shop.Decide(other, turn: elsewhere)).ShouldBe(RefusalCode.ConsentUsed);

        shop.Gateway.Payments.Count().ShouldBe(1);
        shop.Platform.Orders.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("other", "cnv_1")]
    [InlineData("demo", "cnv_2")]
    public async Task Nobody_else_and_nowhere_else_can_it_be_answered(string person, string conversation)
    {
        await using var shop = new Shop();
        var asked = shop.Ask(shop.Offer("qt_1"));

        Refused(shop.Decide(asked, turn: shop.TurnOf(person, conversation))).ShouldBe(RefusalCode.ConsentUnknown);
        Refused(shop.Decide(asked, approved: false, turn: shop.TurnOf(person, conversation))).ShouldBe(RefusalCode.ConsentUnknown);

        shop.Decide(asked).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Fact]
    public async Task An_unknown_id_is_no_consent()
    {
        await using var shop = new Shop();

        Refused(shop.Run(shop.Consents.DecideAsync(shop.Turn, "cns_0000000000000000", true, CancellationToken.None))).ShouldBe(RefusalCode.ConsentUnknown);
    }

    [Fact]
    public async Task An_expired_one_moves_nothing()
    {
        await using var shop = new Shop();
        var asked = shop.Ask(shop.Offer("qt_1"));
        shop.Clock.MoveTo(asked.ExpiresAt);

        Refused(shop.Decide(asked)).ShouldBe(RefusalCode.ConsentExpired);
        Refused(shop.Decide(asked)).ShouldBe(RefusalCode.ConsentExpired);

        Untouched(shop);
    }

    [Fact]
    public async Task A_no_is_final()
    {
        await using var shop = new Shop();
        var asked = shop.Ask(shop.Offer("qt_1"));
        shop.Decide(asked, approved: false).ShouldBeOfType<ConsentOutcome.Declined>();

        Refused(shop.Decide(asked)).ShouldBe(RefusalCode.ConsentWithdrawn);

        Untouched(shop);
    }

    [Fact]
    public async Task A_withdrawn_one_moves_nothing()
    {
        await using var shop = new Shop();
        var asked = shop.Ask(shop.Offer("qt_1"));
        await shop.Consents.WithdrawAsync(shop.Turn, asked.Id, CancellationToken.None);

        Refused(shop.Decide(asked)).ShouldBe(RefusalCode.ConsentWithdrawn);

        Untouched(shop);
    }

    [Fact]
    public async Task A_new_question_withdraws_the_open_one_of_the_conversation_and_no_other()
    {
        await using var shop = new Shop();
        var (first, second) = (shop.Offer("qt_1"), shop.Offer("qt_2"));
        var elsewhere = shop.TurnOf("demo", "cnv_2");
        var (old, other, fresh) = (shop.Ask(first), shop.Ask(first, turn: elsewhere), shop.Ask(second));

        Refused(shop.Decide(old)).ShouldBe(RefusalCode.ConsentWithdrawn);

        shop.Decide(fresh).ShouldBeOfType<ConsentOutcome.Paid>();
        shop.Decide(other, turn: elsewhere).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    public static TheoryData<string> Forgeries => ["mac", "amount", "method", "hash", "subject", "purpose", "expiry", "given", "person", "conversation", "id"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_one_is_not_accepted(string part)
    {
        await using var shop = new Shop();
        var asked = shop.Ask(shop.Offer("qt_1"));
        var good = shop.Write(tx => ConsentBook.Mint(tx, "demo", "cnv_1", asked, shop.Clock.GetUtcNow()));
        var forged = part switch
        {
            "mac" => good with { Mac = new string('0', good.Mac.Length) },
            "amount" => good with { Request = asked with { Amount = Shop.Yuan(1) } },
            "method" => good with { Request = asked with { Method = "wallet" } },
            "hash" => good with { Request = asked with { SubjectHash = new string('0', 64) } },
            "subject" => good with { Request = asked with { SubjectId = shop.Offer("qt_2").Id } },
            "purpose" => good with { Request = asked with { Purpose = ConsentPurpose.Cancel } },
            "expiry" => good with { Request = asked with { ExpiresAt = asked.ExpiresAt.AddHours(1) } },
            "given" => good with { GivenAt = good.GivenAt.AddSeconds(1) },
            "person" => good with { PersonId = "other" },
            "conversation" => good with { ConversationId = "cnv_2" },
            _ => good with { Request = asked with { Id = "cns_other" } },
        };

        Refused(shop.Run(shop.Checkout.PayAsync(shop.Turn, forged, CancellationToken.None))).ShouldBe(RefusalCode.ConsentMismatch);

        Untouched(shop);
        shop.Run(shop.Checkout.PayAsync(shop.Turn, good, CancellationToken.None)).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Fact]
    public async Task Another_databases_consent_is_not_accepted()
    {
        await using var shop = new Shop();
        await using var other = new Shop();
        var asked = shop.Ask(shop.Offer("qt_1"));
        var foreign = other.Write(tx => ConsentBook.Mint(tx, "demo", "cnv_1", asked, shop.Clock.GetUtcNow()));

        Refused(shop.Run(shop.Checkout.PayAsync(shop.Turn, foreign, CancellationToken.None))).ShouldBe(RefusalCode.ConsentMismatch);
    }

    [Fact]
    public async Task A_quote_that_is_no_longer_what_was_agreed_to_is_not_paid()
    {
        await using var shop = new Shop();
        var asked = shop.Ask(shop.Offer("qt_1"));
        shop.Write(tx => tx.Execute("UPDATE quotes SET content = replace(content, '1 Lake Road', '2 Lake Road')")).ShouldBe(1);

        Refused(shop.Decide(asked)).ShouldBe(RefusalCode.ConsentMismatch);

        Untouched(shop);
    }

    [Fact]
    public async Task A_quote_that_does_not_add_up_is_not_asked_for()
    {
        await using var shop = new Shop();
        var quote = shop.Offer("qt_1");
        shop.Write(tx =>
        {
            QuoteStore.Save(tx, "demo", "cnv_1", [quote with { Id = "qt_2", Total = Shop.Yuan(1) }]);
            return true;
        });

        shop.Run(shop.Payments().RequestPayment("qt_2")).Refusal!.Code.ShouldBe(RefusalCode.PriceChanged);
        shop.Run(shop.Payments().RequestPayment("qt_3")).Refusal!.Code.ShouldBe(RefusalCode.QuoteUnknown);
        shop.Run(shop.Payments().RequestPayment("qt_1", "gold")).Refusal!.ShouldSatisfyAllConditions(r => r.Code.ShouldBe(RefusalCode.MethodUnknown), r => r.Choices.ShouldBe(["card", "wallet"]));
        shop.Run(shop.Payments(shop.TurnOf("other", "cnv_9")).RequestPayment("qt_1")).Refusal!.Code.ShouldBe(RefusalCode.QuoteUnknown);
    }

    private static RefusalCode Refused(ConsentOutcome outcome) => outcome.ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code;

    private static void Untouched(Shop shop)
    {
        shop.Gateway.Payments.ShouldBeEmpty();
        shop.Platform.Orders.ShouldBeEmpty();
        shop.Read(tx => tx.Query("SELECT id FROM journals", row => row.Text(0))).ShouldBeEmpty();
        shop.Read(tx => tx.Query("SELECT order_id FROM voucher_uses", row => row.Text(0))).ShouldBeEmpty();
    }
}
