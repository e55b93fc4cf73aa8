using Agent.Plugins.Friends;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Plugins.Tests.Payments.Simulation;
using Agent.Plugins.Tests.Vouchers;
using Agent.Plugins.Vouchers;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>The same for the other purpose: nothing is cancelled by what the person did not say.</summary>
    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_one_cancels_nothing(string part)
    {
        await using var shop = new Shop();
        shop.Pay(shop.Offer("qt_1"));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        shop.Pay(shop.Offer("qt_2"));
        var (newer, older) = shop.Run(shop.Orders().ListOrders()).Value!.Orders is [var second, var first] ? (second, first) : throw new InvalidOperationException();
        var asked = shop.Run(shop.Orders().RequestCancellation(older.OrderId)).Value!.Consent;
        var good = shop.Write(tx => ConsentBook.Mint(tx, "demo", "cnv_1", asked, shop.Clock.GetUtcNow()));
        var forged = part switch
        {
            "mac" => good with { Mac = new string('0', good.Mac.Length) },
            "amount" => good with { Request = asked with { Amount = Shop.Yuan(1) } },
            "method" => good with { Request = asked with { Method = "wallet" } },
            "hash" => good with { Request = asked with { SubjectHash = new string('0', 64) } },
            "subject" => good with { Request = asked with { SubjectId = newer.OrderId } },
            "purpose" => good with { Request = asked with { Purpose = ConsentPurpose.Pay } },
            "expiry" => good with { Request = asked with { ExpiresAt = asked.ExpiresAt.AddHours(1) } },
            "given" => good with { GivenAt = good.GivenAt.AddSeconds(1) },
            "person" => good with { PersonId = "other" },
            "conversation" => good with { ConversationId = "cnv_2" },
            _ => good with { Request = asked with { Id = "cns_other" } },
        };

        Refused(shop.Run(shop.Cancellations.CancelAsync(shop.Turn, forged, CancellationToken.None))).ShouldBe(RefusalCode.ConsentMismatch);

        shop.Platform.Orders.Values.ShouldAllBe(o => o.Order.State == OrderState.Placed);
        shop.Run(shop.Cancellations.CancelAsync(shop.Turn, good, CancellationToken.None)).ShouldBeOfType<ConsentOutcome.Cancelled>();
    }

    public static TheoryData<ConsentPurpose, string> Misuses
    {
        get
        {
            var all = new TheoryData<ConsentPurpose, string>();
            foreach (var purpose in Enum.GetValues<ConsentPurpose>())
                foreach (var misuse in (string[])["replayed", "expired", "foreign person", "foreign conversation", "declined", "withdrawn", "foreign database", "other purpose"])
                    all.Add(purpose, misuse);
            return all;
        }
    }

    /// <summary>Every purpose there is, minted past the front door: what was good once, elsewhere or for another purpose is good for nothing.</summary>
    [Theory]
    [MemberData(nameof(Misuses))]
    public async Task What_is_not_the_persons_own_open_question_has_no_effect(ConsentPurpose purpose, string misuse)
    {
        await using var shop = new Shop();
        await using var other = new Shop();
        var quote = shop.Offer("qt_1");
        if (purpose == ConsentPurpose.Cancel) shop.Pay(quote);
        var asked = purpose switch
        {
            ConsentPurpose.Cancel => shop.Run(shop.Orders().RequestCancellation()).Value!.Consent,
            ConsentPurpose.Transfer => shop.Write(tx => AskForAVoucher(tx, shop.Turn)),
            _ => shop.Ask(quote),
        };
        var good = shop.Write(tx => ConsentBook.Mint(tx, "demo", "cnv_1", asked, shop.Clock.GetUtcNow()));
        var (consent, code) = (good, RefusalCode.ConsentMismatch);
        switch (misuse)
        {
            case "replayed":
                shop.Decide(asked);
                code = RefusalCode.ConsentUsed;
                break;
            case "expired":
                shop.Clock.MoveTo(asked.ExpiresAt);
                code = RefusalCode.ConsentExpired;
                break;
            case "declined":
                shop.Decide(asked, approved: false);
                code = RefusalCode.ConsentWithdrawn;
                break;
            case "withdrawn":
                await shop.Consents.WithdrawAsync(shop.Turn, asked.Id, CancellationToken.None);
                code = RefusalCode.ConsentWithdrawn;
                break;
            case "foreign person":
                consent = shop.Write(tx => ConsentBook.Mint(tx, "other", "cnv_1", asked, shop.Clock.GetUtcNow()));
                code = RefusalCode.ConsentUnknown;
                break;
            case "foreign conversation":
                consent = shop.Write(tx => ConsentBook.Mint(tx, "demo", "cnv_2", asked, shop.Clock.GetUtcNow()));
                code = RefusalCode.ConsentUnknown;
                break;
            case "foreign database":
                consent = other.Write(tx => ConsentBook.Mint(tx, "demo", "cnv_1", asked, shop.Clock.GetUtcNow()));
                break;
            case "other purpose":
                purpose = purpose == ConsentPurpose.Pay ? ConsentPurpose.Transfer : ConsentPurpose.Pay;
                break;
        }

        var before = State(shop);
        var outcome = shop.Run(purpose switch
        {
            ConsentPurpose.Cancel => shop.Cancellations.CancelAsync(shop.Turn, consent, CancellationToken.None),
            ConsentPurpose.Transfer => shop.Services.GetRequiredService<VoucherGifts>().GiveAsync(shop.Turn, consent, CancellationToken.None),
            _ => shop.Checkout.PayAsync(shop.Turn, consent, CancellationToken.None),
        });

        Refused(outcome).ShouldBe(code);
        State(shop).ShouldBe(before);
        shop.Read(Ledger.Verify).ShouldBeEmpty();

        static ConsentRequest AskForAVoucher(ITransaction tx, TurnContext turn)
        {
            VoucherPurse.Issue(tx, turn.PersonId, TestVouchers.Off("GIVE", 5));
            return VoucherGifts.Ask(tx, turn, "GIVE").Value!.Consent;
        }

        static string State(Shop shop) => string.Join(
            '\n',
            [
                .. shop.Platform.Orders.Values.Select(o => $"{o.QuoteId} {o.Order.State}"),
                .. shop.Gateway.Payments.Select(p => p.ToString()),
                .. shop.Read(tx => tx.Query("SELECT id, step FROM journals ORDER BY id", row => $"{row.Text(0)} {row.Text(1)}")),
                .. shop.Read(tx => tx.Query("SELECT reference FROM postings ORDER BY number", row => row.Text(0))),
            ]);
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
