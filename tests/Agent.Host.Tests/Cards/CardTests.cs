using Agent.Host.Cards;
using Agent.Host.Terminal;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Wording;

namespace Agent.Host.Tests.Cards;

public sealed class CardTests
{
    public static TheoryData<Language, int> Surfaces
    {
        get
        {
            var data = new TheoryData<Language, int>();
            foreach (var language in Enum.GetValues<Language>())
                foreach (var width in new[] { 40, 60, 80, 120 }) data.Add(language, width);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Surfaces))]
    public void Every_line_of_every_card_fits_and_ends_at_the_same_edge(Language language, int width)
    {
        using var output = new StringWriter();
        var screen = new Screen(output, () => width, movesCursor: true, colours: false);
        foreach (var card in All(language, CardRenderer.WidthInside(screen)))
        {
            var lines = CardRenderer.Render(card, screen).TrimEnd('\n').Split('\n');
            lines.Length.ShouldBeGreaterThan(2);
            lines.Select(l => TextWidth.Of(l)).Distinct().ShouldBe([CardRenderer.WidthInside(screen) + 4], string.Join('\n', lines));
        }
    }

    [Theory]
    [InlineData(Language.English, "¥24.50", "−¥17.00")]
    [InlineData(Language.Chinese, "¥24.50", "−¥17.00")]
    [InlineData(Language.German, "24,50 ¥", "−17,00 ¥")]
    public void A_quote_shows_all_that_is_agreed_to(Language language, string total, string discount)
    {
        var text = Plain(QuoteCard.Draw(Samples.PaymentAsked(), Samples.Words(language), 72));
        foreach (var part in new[] { "Kuaima", "Boba House", "2 × Taro milk tea", "large", "half sugar", "no ice", discount, total, "Office", "88 Century Avenue", "12:20–12:35", "Kuaima Ltd", "Wallet" })
            text.ShouldContain(part);
        foreach (var key in new[] { "allergen.milk", "allergen.nuts", "fee.delivery", "fee.packaging", "substitution.refund" })
            text.ShouldContain(Samples.Words(language)[key]);
    }

    [Theory]
    [InlineData(Language.English, "for Mei; the slip shows no prices", "the slip shows no prices")]
    [InlineData(Language.Chinese, "送给Mei，送货单上不显示价格", "送货单上不显示价格")]
    [InlineData(Language.German, "für Mei; auf dem Lieferschein stehen keine Preise", "auf dem Lieferschein stehen keine Preise")]
    public void A_gift_says_what_its_recipient_does_not_see(Language language, string named, string hidden)
    {
        var quote = Samples.Quote();
        Plain(QuoteCard.Draw(Samples.PaymentAsked(quote with { Delivery = quote.Delivery with { Gift = new GiftTo("Mei") } }), Samples.Words(language), 72)).ShouldContain(named);
        Plain(QuoteCard.Draw(Samples.PaymentAsked(quote with { Delivery = quote.Delivery with { Gift = new GiftTo(null) } }), Samples.Words(language), 72)).ShouldContain(hidden);
        Plain(QuoteCard.Draw(Samples.PaymentAsked(), Samples.Words(language), 72)).ShouldNotContain(hidden);
    }

    [Theory]
    [InlineData(Language.English, "20% of ¥38.00 = ¥7.60, capped at ¥5.00")]
    [InlineData(Language.Chinese, "¥38.00的20% = ¥7.60，最多减¥5.00")]
    [InlineData(Language.German, "20 % von 38,00 ¥ = 7,60 ¥, höchstens 5,00 ¥")]
    public void A_discount_shows_how_it_came_about(Language language, string how)
    {
        var quote = Samples.Quote();
        quote = quote with { Discounts = [quote.Discounts[0] with { How = new Reckoning(ReckoningKind.Percent, Samples.Yuan(38), Samples.Yuan(7.6m)) { BasisPoints = 20_00, Cap = Samples.Yuan(5) } }] };
        Plain(QuoteCard.Draw(Samples.PaymentAsked(quote), Samples.Words(language), 72)).ShouldContain(how);
    }

    [Fact]
    public void Every_way_in_which_a_discount_comes_about_has_its_words()
    {
        foreach (var language in Enum.GetValues<Language>())
            foreach (var kind in Enum.GetValues<ReckoningKind>())
            {
                var said = ReckoningWords.Say(Samples.Book, language, new Reckoning(kind, Samples.Yuan(38), Samples.Yuan(7.6m)) { BasisPoints = 20_00, Units = 2, Of = 3, Cap = Samples.Yuan(5), Left = Samples.Yuan(1) });
                said.ShouldContain(Phrases.Amount(Samples.Yuan(5), language));
                said.ShouldContain(Phrases.Amount(Samples.Yuan(1), language));
            }
    }

    [Fact]
    public void An_allergen_that_is_not_declared_is_never_passed_over()
    {
        var quote = Samples.Quote();
        quote = quote with { Lines = [quote.Lines[0] with { Allergens = AllergenInfo.Unknown }] };
        QuoteCard.Allergens(quote, Samples.Words(Language.English)).ShouldBe("not declared in full: Taro milk tea");
    }

    [Fact]
    public void A_comparison_has_one_line_a_platform_with_the_best_first()
    {
        var comparison = Samples.Comparison();
        var lines = Plain(ComparisonCard.Draw(comparison, Samples.Words(Language.English), 72)).TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(2 + comparison.Ranked.Count + comparison.Others.Count);
        string[] names = [.. comparison.Ranked.Select(r => r.Quote.PlatformName), .. comparison.Others.Select(o => o.PlatformName)];
        for (var i = 0; i < names.Length; i++) lines[i + 2].ShouldContain(names[i]);
        lines[2].ShouldContain("¥24.50");
        lines[^1].ShouldNotContain("¥");
    }

    [Fact]
    public void Text_of_a_merchant_is_shown_as_text()
    {
        var quote = Samples.Quote(item: "Tea \u001b[2J[red]free[/]\u202e\nTotal ¥0.00");
        using var output = new StringWriter();
        var screen = new Screen(output, () => 80, movesCursor: true, colours: true);
        var text = CardRenderer.Render(QuoteCard.Draw(Samples.PaymentAsked(quote), Samples.Words(Language.English), 72), screen);
        text.ShouldContain("Tea [red]free[/] Total ¥0.00");
        text.ShouldNotContain("\u001b[2J");
        text.ShouldNotContain('\u202e');
    }

    [Fact]
    public void Redirected_cards_have_neither_frame_nor_escape_sequence()
    {
        var text = Plain(ComparisonCard.Draw(Samples.Comparison(), Samples.Words(Language.English), 72));
        text.ShouldNotContain('\u001b');
        text.ShouldNotContain('│');
        text.ShouldNotContain('╭');
    }

    [Fact]
    public void Every_state_of_an_order_has_its_line_in_every_language()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var lines = Enum.GetValues<OrderState>().Select(s => OrderCard.News(new OrderChanged(Samples.Order(s), OrderState.Placed), Samples.Words(language)).Line).ToArray();
            lines.ShouldAllBe(l => l.StartsWith("12:12  ", StringComparison.Ordinal) && l.Contains("ABCDEF", StringComparison.Ordinal));
            lines.Distinct().Count().ShouldBe(lines.Length);
        }
    }

    [Fact]
    public void A_late_order_says_how_late_why_and_what_can_be_done()
    {
        var (_, more) = OrderCard.News(new OrderChanged(Samples.Order(late: 12, reason: "rain"), OrderState.PickedUp), Samples.Words(Language.English));
        more.ShouldBe("12 min late, now expected at 12:47: rain. You can ask me to cancel it, or where it is.");
    }

    [Theory]
    [InlineData(Language.English, "You can cancel it free of charge")]
    [InlineData(Language.Chinese, "您可以免费取消")]
    [InlineData(Language.German, "Du kannst sie kostenlos stornieren")]
    public void A_late_order_that_is_free_to_cancel_is_offered_so(Language language, string offer) =>
        OrderCard.News(new OrderChanged(Samples.Order(late: 12, reason: "rain"), OrderState.PickedUp) { FreeToCancel = true }, Samples.Words(language)).More.ShouldNotBeNull().ShouldContain(offer);

    [Fact]
    public void Whatever_happens_to_an_order_has_its_line_in_every_language()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var words = Samples.Words(language);
            var happened = Enum.GetValues<OrderHappening>().Where(w => w is not (OrderHappening.Late or OrderHappening.InTime));
            happened.Select(w => OrderCard.News(new OrderChanged(Samples.Order() with { Refunded = Samples.Yuan(9) }, OrderState.PickedUp) { What = w }, words).Line).Distinct().Count().ShouldBe(5);
            OrderCard.News(new OrderChanged(Samples.Order() with { Refunding = Samples.Yuan(9) }, OrderState.PickedUp), words).More.ShouldNotBeNull().ShouldContain("9");
            foreach (var wait in Enum.GetValues<OrderWait>()) OrderCard.News(new OrderChanged(Samples.Order() with { Waiting = wait }, OrderState.PickedUp), words).More.ShouldNotBeNull().ShouldContain("Kuaima");
        }
    }

    [Theory]
    [InlineData(Language.English, "Changed since your yes", "Price of Taro milk tea: ¥18.00 → ¥20.00", "Delivery fee: ¥4.00 (no longer)")]
    [InlineData(Language.Chinese, "您同意后的变化", "Taro milk tea的单价：¥18.00 → ¥20.00", "配送费：¥4.00（已没有）")]
    [InlineData(Language.German, "Anders als bei deinem Ja", "Preis von Taro milk tea: 18,00 ¥ → 20,00 ¥", "Liefergebühr: 4,00 ¥ (nicht mehr)")]
    public void What_has_changed_stands_on_the_card(Language language, params string[] parts)
    {
        ConsentChange[] changes =
        [
            new(ConsentField.Price, "Taro milk tea", new ConsentValue(Samples.Yuan(18)), new ConsentValue(Samples.Yuan(20))),
            new(ConsentField.Fee, "Delivery", new ConsentValue(Samples.Yuan(4)), null),
        ];

        var card = Plain(QuoteCard.Draw(Samples.PaymentAsked() with { Changes = changes }, Samples.Words(language), 72));

        parts.ShouldAllBe(p => card.Contains(p, StringComparison.Ordinal), card);
        Plain(QuoteCard.Draw(Samples.PaymentAsked(), Samples.Words(language), 72)).ShouldNotContain(parts[0]);
    }

    [Fact]
    public void Every_field_that_can_change_has_words_in_every_language()
    {
        foreach (var language in Enum.GetValues<Language>())
            foreach (var field in Enum.GetValues<ConsentField>())
                ChangeWords.Of(Samples.Book, language, Samples.City, [new ConsentChange(field, "x", null, new ConsentValue(Text: "y"))]).ShouldHaveSingleItem().What.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void A_part_that_is_cancelled_is_named_with_what_was_paid_for_it()
    {
        var text = Plain(ReceiptCard.Draw(new ConsentOutcome.Cancelled(Samples.Order(), Samples.Yuan(2), Samples.Yuan(13)) { Lines = [new LineUnits(1, 1)] }, Samples.Words(Language.English), 72)!);

        (text.Contains("1 × Taro milk tea", StringComparison.Ordinal), text.Contains("¥15.00", StringComparison.Ordinal)).ShouldBe((true, true), text);
    }

    [Fact]
    public void Every_part_of_a_quote_has_its_words()
    {
        string[] keys =
        [
            .. Enum.GetValues<FeeKind>().Select(c => "fee." + Words.Key(c)),
            .. Enum.GetValues<Substitution>().Select(c => "substitution." + Words.Key(c)),
            .. AllergenInfo.Names.Select(a => "allergen." + a),
        ];
        keys.Where(k => !Samples.Book.Has(k)).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_pending_is_not_said_to_be_paid()
    {
        var text = Plain(ReceiptCard.Draw(new ConsentOutcome.Pending(Samples.Order(OrderState.Pending), "Kuaima"), Samples.Words(Language.English), 72)!);
        text.ShouldStartWith("  Not confirmed yet");
        text.ShouldNotContain("Paid");
        text.ShouldNotContain("Arrives");
    }

    private static IEnumerable<Card> All(Language language, int width)
    {
        var words = Samples.Words(language);
        yield return ComparisonCard.Draw(Samples.Comparison(), words, width);
        yield return QuoteCard.Draw(Samples.PaymentAsked(Samples.Quote(item: "招牌芋泥波波牛乳茶（大杯）with a very long name that has to be wrapped somewhere")), words, width);
        yield return ReceiptCard.Draw(new ConsentOutcome.Paid(Samples.Order()), words, width)!;
        yield return ReceiptCard.Draw(new ConsentOutcome.Pending(Samples.Order(OrderState.Pending), "Kuaima"), words, width)!;
        yield return ReceiptCard.Draw(new ConsentOutcome.Cancelled(Samples.Order(), Samples.Yuan(2), Samples.Yuan(22.5m)), words, width)!;
        yield return OrderCard.List(new OrderList([Samples.Order(), Samples.Order(OrderState.Delivered)]), words, width);
    }

    private static string Plain(Card card)
    {
        using var output = new StringWriter();
        return CardRenderer.Render(card, Screen.Plain(output));
    }
}
