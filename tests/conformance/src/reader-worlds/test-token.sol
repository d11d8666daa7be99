// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;
import "@openzeppelin/contracts/token/ERC20/ERC20.sol";
/// A token that anybody may give to anybody; with a fee in basis points, like USDT's dormant one.
contract TestToken is ERC20 {
    uint8 private immutable places;
    uint256 private immutable feePoints;
    constructor(uint8 places_, uint256 feePoints_) ERC20("Tether USD", "USDT") { places = places_; feePoints = feePoints_; }
    function decimals() public view override returns (uint8) { return places; }
    function mint(address to, uint256 value) external { _mint(to, value); }
    /// Pays many at once, as an exchange does.
    function many(address[] calldata to, uint256[] calldata value) external {
        for (uint256 i; i < to.length; i++) _update(msg.sender, to[i], value[i]);
    }
    function _update(address from, address to, uint256 value) internal override {
        uint256 fee = from == address(0) ? 0 : value * feePoints / 10000;
        if (fee > 0) super._update(from, address(0xfee), fee);
        super._update(from, to, value - fee);
    }
}
