using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Tests.World;

namespace Agent.Tests;

/// <summary>Whole conversations with express over the shipped sandbox: everything real but the clock.</summary>
public sealed class SandboxConversationTests
{
    [Theory]
    [InlineData("two large taro milk teas, half sugar, no ice, to the office, as cheap as possible", "yes")]
    [InlineData("两杯大杯香芋奶茶，半糖去冰，送到公司，越便宜越好", "好的")]
    [InlineData("zwei große Taro-Milchtees, halb süß, ohne Eis, ins Büro, so günstig wie möglich", "ja")]
    public async Task The_main_sentence_ends_in_a_paid_order_that_arrives(string sentence, string yes)
    {
        await using var city = await City.OpenAsync();

        var asked = await city.TypeAsync(sentence);
        asked[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.ConsentOpen);
        var paid = (await city.TypeAsync(yes)).OfType<ConsentResolved>().Single().Outcome.ShouldBeOfType<ConsentOutcome.Paid>();

        for (var i = 0; i < 200; i++)
        {
            await city.Watcher.LookAsync(default);
            city.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var all = await city.Agent.ReadAsync("demo", "c1", 0);
        all.OfType<OrderChanged>().Last().Order.State.ShouldBe(OrderState.Delivered);
        all.OfType<OrderChanged>().ShouldAllBe(c => c.Order.OrderId == paid.Order.OrderId);
        all.ShouldNotContain(e => e is TextDiscarded || e is TurnFailed);
    }

    [Theory]
    [InlineData("en", "hello|show me coffee under 20|the second one|make it two|what is in my basket?|remove it|repeat my last order|to the office|compare|no|vouchers|use the best vouchers|pay|yes|where is my order?|cancel it|yes|how much is in my wallet?|which stores are open?|what's the weather?|help")]
    [InlineData("zh", "你好|20块以内的咖啡|第二个|要两份|购物篮|去掉|再来一单|送到公司|比价|不要|优惠券|用最优惠的券|付款|好的|到哪了|取消订单|是|钱包余额|哪些店开着|今天天气怎么样|帮助")]
    [InlineData("de", "hallo|Kaffee unter 20|die zweite|zwei davon|Warenkorb|nimm es heraus|letzte Bestellung wiederholen|ins Büro|vergleichen|nein|Gutscheine|beste Gutscheine|bezahlen|ja|wo ist meine Bestellung?|stornieren|ja|wie viel Guthaben habe ich?|welche Läden haben offen?|wie wird das Wetter?|Hilfe")]
    public async Task No_reply_of_express_is_withdrawn_and_no_turn_fails(string language, string lines)
    {
        await using var city = await City.OpenAsync();
        foreach (var line in lines.Split('|'))
        {
            var events = await city.TypeAsync(line);
            events.ShouldNotContain(e => e is TextDiscarded || e is TurnFailed, $"{language}: {line}\n{string.Join('\n', city.Log.Lines)}");
            events.Said().ShouldNotBeEmpty($"{language}: {line}");
        }
    }
}
