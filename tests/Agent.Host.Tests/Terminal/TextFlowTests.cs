using Agent.Host.Terminal;

namespace Agent.Host.Tests.Terminal;

public sealed class TextFlowTests
{
    [Fact]
    public void A_word_that_is_longer_than_a_line_goes_on_in_the_next() => TextFlow.Break("see 0123456789ab", 10).ShouldBe(["see", "0123456789", "ab"]);

    [Fact]
    public void Spaces_inside_a_line_stay_as_they_are() => TextFlow.Break("  12:12  Order", 40).ShouldBe(["  12:12  Order"]);

    [Fact]
    public void Breaks_between_words_however_the_text_is_cut_up()
    {
        const string text = "the cheapest is Kuaima at ¥24.50 because the delivery is free";
        var whole = new TextFlow(20);
        var pieces = new TextFlow(20);
        var expected = whole.Add(text) + whole.End();
        var streamed = string.Concat(text.Select(c => pieces.Add(c.ToString()))) + pieces.End();
        streamed.ShouldBe(expected);
        expected.Split('\n').ShouldAllBe(line => line.Length <= 20);
        expected.Replace('\n', ' ').Trim().ShouldBe(text);
    }

    [Fact]
    public void Breaks_chinese_anywhere_but_not_before_a_full_stop()
    {
        var flow = new TextFlow(8);
        (flow.Add("两杯奶茶。送到公司。") + flow.End()).ShouldBe("两杯奶\n茶。送到\n公司。\n");
    }

    [Fact]
    public void Keeps_line_breaks_and_indentation()
    {
        var flow = new TextFlow(40);
        (flow.Add("one\n  two\n\nthree") + flow.End()).ShouldBe("one\n  two\n\nthree\n");
    }

    [Fact]
    public void Without_a_width_only_the_end_of_line_is_added()
    {
        var flow = new TextFlow(int.MaxValue);
        var text = string.Join(' ', Enumerable.Repeat("word", 200));
        (flow.Add(text) + flow.End()).ShouldBe(text + "\n");
    }
}
