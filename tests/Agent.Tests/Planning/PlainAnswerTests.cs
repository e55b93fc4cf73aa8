using Agent.Planning;

namespace Agent.Tests.Planning;

public sealed class PlainAnswerTests
{
    [Theory]
    [InlineData("yes")]
    [InlineData("Y")]
    [InlineData(" YES!! ")]
    [InlineData("ok.")]
    [InlineData("Yes, please.")]
    [InlineData("pay")]
    [InlineData("ＹＥＳ")]
    [InlineData("好的")]
    [InlineData("是的。")]
    [InlineData("确认付款！")]
    [InlineData("Ja")]
    [InlineData("ja, bitte!")]
    [InlineData("Bestätigen")]
    public void Yes(string text) => PlainAnswer.Read(text).ShouldBe(true);

    [Theory]
    [InlineData("no")]
    [InlineData("No, thanks.")]
    [InlineData("don’t")]
    [InlineData("cancel")]
    [InlineData("不要")]
    [InlineData("算了吧，取消", null)]
    [InlineData("取消。")]
    [InlineData("Nein")]
    [InlineData("lieber nicht")]
    public void No(string text, bool? expected = false) => PlainAnswer.Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("Yes, but make it three")]
    [InlineData("yes no")]
    [InlineData("yes?")]
    [InlineData("pay with the wallet")]
    [InlineData("cancel my order K7M2QX")]
    [InlineData("好的，不过换成三杯")]
    [InlineData("好不好")]
    [InlineData("ja aber ohne Eis")]
    [InlineData("ok google")]
    [InlineData("bitte")]
    [InlineData("嗯")]
    [InlineData("")]
    [InlineData("👍")]
    [InlineData("1")]
    public void Neither(string text) => PlainAnswer.Read(text).ShouldBeNull();
}
